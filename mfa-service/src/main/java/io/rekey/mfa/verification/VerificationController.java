package io.rekey.mfa.verification;

import static io.rekey.mfa.user.Required.required;

import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.UserId;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Codes, checked for identity-service. No field of a request tells the time (R4). */
@RestController
@RequestMapping("/internal")
class VerificationController {

    private static final int MAX_FACTORS = 50;

    private final VerifyCode verifyCode;
    private final ResynchronizeAuthenticator resynchronizeAuthenticator;

    VerificationController(VerifyCode verifyCode, ResynchronizeAuthenticator resynchronizeAuthenticator) {
        this.verifyCode = verifyCode;
        this.resynchronizeAuthenticator = resynchronizeAuthenticator;
    }

    /** @param factors exactly the enrollments that identity-service has confirmed */
    record VerificationBody(UserId userId, List<Candidate> factors, EnteredCode code) {

        VerificationBody {
            required(userId, "userId");
            required(code, "code");
            factors = bounded(factors);
        }
    }

    @PostMapping("/verifications")
    Verdict verify(@RequestBody VerificationBody body) {
        return verifyCode.verify(body.userId(), body.factors(), body.code());
    }

    record ResynchronizationBody(
            UserId userId, List<Candidate> factors, EnteredCode firstCode, EnteredCode secondCode) {

        ResynchronizationBody {
            required(userId, "userId");
            required(firstCode, "firstCode");
            required(secondCode, "secondCode");
            factors = bounded(factors);
        }
    }

    @PostMapping("/resynchronizations")
    Verdict resynchronize(@RequestBody ResynchronizationBody body) {
        return resynchronizeAuthenticator.resynchronize(
                body.userId(), body.factors(), body.firstCode(), body.secondCode());
    }

    private static List<Candidate> bounded(List<Candidate> factors) {
        if (required(factors, "factors").size() > MAX_FACTORS) {
            throw new IllegalArgumentException("factors has at most " + MAX_FACTORS + " entries");
        }
        return List.copyOf(factors);
    }
}
