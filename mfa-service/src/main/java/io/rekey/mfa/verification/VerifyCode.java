package io.rekey.mfa.verification;

import io.rekey.mfa.enrollment.Enrollment;
import io.rekey.mfa.enrollment.Enrollments;
import io.rekey.mfa.factor.Factors;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Says whether a code is good for one of the enrollments that identity-service would accept, and uses it up in the same write
 * (protocol 2.2, R3). How often may be guessed is identity-service's business: it counts before it asks.
 */
@Component
class VerifyCode {

    private final Candidates candidates;
    private final Factors factors;
    private final Enrollments enrollments;
    private final Clock clock;

    VerifyCode(Candidates candidates, Factors factors, Enrollments enrollments, Clock clock) {
        this.candidates = candidates;
        this.factors = factors;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /** Of any number of parallel requests with one code, one is accepted. */
    Verdict verify(UserId userId, List<Candidate> accepted, EnteredCode code) {
        Instant now = clock.instant();
        return candidates.decide(userId, accepted, (enrollment, fence) -> {
            OptionalLong step = stepOf(userId, enrollment, code, now);
            return step.isEmpty() ? Verdict.WRONG : use(userId, enrollment, fence, step.getAsLong(), now);
        });
    }

    private OptionalLong stepOf(UserId userId, Enrollment enrollment, EnteredCode code, Instant now) {
        return factors.of(enrollment.provider()).stepOf(enrollment.credential(userId), code, now);
    }

    private Verdict use(UserId userId, Enrollment enrollment, long fence, long step, Instant now) {
        return enrollments.use(userId, enrollment, fence, step, now)
                ? Verdict.acceptedBy(enrollment)
                : Verdict.ALREADY_USED;
    }
}
