package io.rekey.mfa.enrollment;

import io.rekey.events.mfa.AuthenticatorEnrolled;
import io.rekey.mfa.factor.Factors;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Makes a pending enrollment active by its first right code (R28). The code's step is used up by that: the same code opens
 * nothing afterwards (S01).
 */
@Component
class ActivateEnrollment {

    private final Factors factors;
    private final Enrollments enrollments;
    private final Clock clock;

    ActivateEnrollment(Factors factors, Enrollments enrollments, Clock clock) {
        this.factors = factors;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /**
     * Whether the enrollment is active by this code. A repeated request succeeds: with the activating code as long as it was
     * not followed by a use, and with a fresh code, whose step is then used up. So a user whose browser lost the answer
     * gets on.
     *
     * @throws UnknownEnrollmentException if the user has no such enrollment
     */
    boolean activate(UserId userId, EnrollmentId id, EnteredCode code) {
        Instant now = clock.instant();
        Enrollment enrollment = find(userId, id);
        OptionalLong step = factors.of(enrollment.provider()).stepOf(enrollment.credential(userId), code, now);
        return step.isPresent() && isActivatedBy(userId, enrollment, step.getAsLong(), now);
    }

    private boolean isActivatedBy(UserId userId, Enrollment enrollment, long step, Instant now) {
        if (!enrollment.isActive() && enrollments.activate(userId, event(userId, enrollment, now), step)) {
            return true;
        }
        Enrollment current = find(userId, new EnrollmentId(enrollment.id()));
        return current.wasActivatedBy(step) || enrollments.use(userId, current, current.epoch(), step, now);
    }

    private Enrollment find(UserId userId, EnrollmentId id) {
        return enrollments.of(userId).enrollment(id).orElseThrow(UnknownEnrollmentException::new);
    }

    private static AuthenticatorEnrolled event(UserId userId, Enrollment enrollment, Instant now) {
        return new AuthenticatorEnrolled(
                userId.value(),
                enrollment.organizationId(),
                enrollment.id(),
                enrollment.level(),
                enrollment.provider(),
                enrollment.epoch(),
                now);
    }
}
