package io.rekey.identity.factor;

import io.rekey.events.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What mfa-service knows of a user. Which of it counts is not for it to say. */
public record EnrolledFactors(List<Factor> factors, List<CodesLeft> left) {

    static EnrolledFactors of(MfaApi.Enrolled enrolled) {
        return new EnrolledFactors(
                enrolled.enrollments().stream()
                        .map(one -> new Factor(one.enrollmentId(), one.createdAt(), one.lastUsedAt()))
                        .toList(),
                enrolled.backupCodes().stream()
                        .map(one -> new CodesLeft(one.level(), one.organizationId(), one.left()))
                        .toList());
    }

    public Optional<Factor> factor(String enrollmentId) {
        return factors.stream()
                .filter(factor -> factor.enrollmentId().equals(enrollmentId))
                .findFirst();
    }

    /**
     * How many backup codes of a level are left.
     *
     * @param organizationId ignored for personal ones
     */
    public int backupCodesLeft(Level level, String organizationId) {
        return left.stream()
                .filter(codes -> codes.level() == level)
                .filter(codes -> level == Level.USER || codes.organizationId().equals(organizationId))
                .mapToInt(CodesLeft::left)
                .sum();
    }

    /**
     * One authenticator.
     *
     * @param lastUsedAt absent before its first use
     */
    public record Factor(
            String enrollmentId,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /** The backup codes of a level. */
    public record CodesLeft(Level level, String organizationId, int left) {}
}
