package io.rekey.mfa.verification;

import io.rekey.mfa.enrollment.Enrollment;
import io.rekey.mfa.enrollment.Enrollments;
import io.rekey.mfa.factor.Factors;
import io.rekey.mfa.factor.Synchronization;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the clock of an authenticator that runs ahead or behind, by two consecutive codes within ten steps, and keeps the
 * drift (RFC 6238 6, R5). Both codes are used up.
 */
@Component
class ResynchronizeAuthenticator {

    private final Candidates candidates;
    private final Factors factors;
    private final Enrollments enrollments;
    private final Clock clock;

    ResynchronizeAuthenticator(Candidates candidates, Factors factors, Enrollments enrollments, Clock clock) {
        this.candidates = candidates;
        this.factors = factors;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /** Of any number of parallel requests with one pair, one is accepted. */
    Verdict resynchronize(UserId userId, List<Candidate> accepted, EnteredCode first, EnteredCode second) {
        Instant now = clock.instant();
        return candidates.decide(userId, accepted, (enrollment, fence) -> {
            Optional<Synchronization> found =
                    factors.of(enrollment.provider()).synchronize(enrollment.credential(userId), first, second, now);
            return found.isEmpty() ? Verdict.WRONG : keep(userId, enrollment, fence, found.get(), now);
        });
    }

    private Verdict keep(UserId userId, Enrollment enrollment, long fence, Synchronization found, Instant now) {
        return enrollments.synchronize(userId, enrollment, fence, found, now)
                ? Verdict.acceptedBy(enrollment)
                : Verdict.ALREADY_USED;
    }
}
