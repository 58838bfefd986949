package io.rekey.mfa.verification;

import io.rekey.mfa.enrollment.Enrollment;
import io.rekey.mfa.enrollment.Enrollments;
import io.rekey.mfa.user.UserId;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Tries the enrollments that a code may belong to, one after the other, until one accepts it. */
@Component
class Candidates {

    private final Enrollments enrollments;

    Candidates(Enrollments enrollments) {
        this.enrollments = enrollments;
    }

    /**
     * The first acceptance; else whether the code was right at all.
     *
     * @param attempt what one enrollment says, given the fence of its scope
     */
    Verdict decide(UserId userId, List<Candidate> candidates, BiFunction<Enrollment, Long, Verdict> attempt) {
        var user = enrollments.of(userId);
        Verdict verdict = Verdict.WRONG;
        for (Candidate candidate : candidates) {
            Verdict one = user.enrollment(candidate.enrollmentId())
                    .filter(found -> found.isActive() && found.epoch() >= candidate.fence())
                    .map(found -> attempt.apply(found, candidate.fence()))
                    .orElse(Verdict.WRONG);
            if (one.result() == Verdict.Result.ACCEPTED) {
                return one;
            }
            verdict = one.result() == Verdict.Result.ALREADY_USED ? one : verdict;
        }
        return verdict;
    }
}
