package io.rekey.mfa.verification;

import io.rekey.mfa.enrollment.Enrollment;

/** What became of a code; the body of the answer. */
sealed interface Verdict {

    /** The answer's first field. */
    enum Result {
        ACCEPTED,
        WRONG,
        ALREADY_USED
    }

    /** In a word. */
    Result result();

    /** The code was right and is used up now. */
    record Accepted(Result result, String enrollmentId, String provider) implements Verdict {}

    /** The code is nobody's, or it or a newer one was used before. */
    record Refused(Result result) implements Verdict {}

    Verdict WRONG = new Refused(Result.WRONG);
    Verdict ALREADY_USED = new Refused(Result.ALREADY_USED);

    static Verdict acceptedBy(Enrollment enrollment) {
        return new Accepted(Result.ACCEPTED, enrollment.id(), enrollment.provider());
    }
}
