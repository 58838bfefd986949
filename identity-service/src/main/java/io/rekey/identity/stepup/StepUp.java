package io.rekey.identity.stepup;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Guards a sensitive action: no fresh proof, no action, and the answer says where to get one (RFC 9470). */
@Component
public class StepUp {

    /** The request header that carries a proof. */
    public static final String HEADER = "Rekey-Step-Up";

    private final StepUpProofs proofs;

    StepUp(StepUpProofs proofs) {
        this.proofs = proofs;
    }

    /** @throws Problem 401 {@code step-up-required} without a proof for exactly this action and these targets */
    public void require(@Nullable String proof, Caller caller, String action, Collection<String> targets) {
        if (proof == null || !proofs.spend(proof, caller, action, targets)) {
            Problem refused = Problem.of(
                            HttpStatus.UNAUTHORIZED,
                            "step-up-required",
                            "Prove once more that it is you: POST /api/v1/step-up with this action and these targets,"
                                    + " then repeat with the proof in the header " + HEADER + ".")
                    .with("action", action);
            refused.getHeaders().set("WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\"");
            throw refused;
        }
    }
}
