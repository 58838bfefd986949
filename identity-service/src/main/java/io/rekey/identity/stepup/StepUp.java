package io.rekey.identity.stepup;

import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
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

    /**
     * Lets a person with a proof pass, and spends it. A program has no step-up: its token is a few minutes old, and what it
     * may do is its registration.
     *
     * @throws Problem 403 {@code frozen} for somebody whom the brake stopped: until somebody else releases them, no proof of
     *     theirs opens anything, be it a reset, an approval, a policy or a new key for a program
     * @throws Problem 401 {@code step-up-required} without a proof for exactly this action and these targets
     */
    public void require(@Nullable String proof, Caller caller, Permission action, Collection<String> targets) {
        if (caller instanceof Person person && person.user().isFrozen()) {
            throw frozen();
        }
        if (caller instanceof Person person
                && (proof == null || !proofs.spend(proof, person, action.text(), targets))) {
            Problem refused = Problem.of(
                            HttpStatus.UNAUTHORIZED,
                            "step-up-required",
                            "Prove once more that it is you: POST /api/v1/step-up with this action and these targets,"
                                    + " then repeat with the proof in the header " + HEADER + ".")
                    .with("action", action.text());
            refused.getHeaders().set("WWW-Authenticate", "Bearer error=\"insufficient_user_authentication\"");
            throw refused;
        }
    }

    /** The answer to somebody whom the brake stopped. */
    public static Problem frozen() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "frozen",
                "Your resets passed your organization's usual pace and are stopped. Somebody else who may approve resets"
                        + " must release you: DELETE /api/v1/users/{you}/freeze.");
    }
}
