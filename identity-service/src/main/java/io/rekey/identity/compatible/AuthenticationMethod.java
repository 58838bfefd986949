package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.identity.factor.EnrolledFactors;
import io.rekey.identity.user.ConfirmedEnrollment;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One thing that opens an account beside the password, as these doors call it.
 *
 * @param id an enrollment's, or {@code recovery-code|} and the level
 * @param type {@code totp} or {@code recovery-code}
 * @param createdAt absent for backup codes
 * @param lastAuthAt absent before the first sign-in with it, and for backup codes
 */
@JsonNaming(SnakeCaseStrategy.class)
record AuthenticationMethod(
        String id,
        String type,
        String provider,
        String level,
        boolean confirmed,
        @Nullable Instant createdAt,
        @Nullable Instant lastAuthAt) {

    private static final String RECOVERY_CODE = "recovery-code";

    static AuthenticationMethod of(ConfirmedEnrollment factor, EnrolledFactors.Factor known) {
        return new AuthenticationMethod(
                factor.id(),
                "totp",
                factor.provider(),
                text(factor.level()),
                true,
                known.createdAt(),
                known.lastUsedAt());
    }

    static AuthenticationMethod ofBackupCodes(Level level) {
        return new AuthenticationMethod(
                idOfBackupCodes(level), RECOVERY_CODE, Scope.BACKUP_CODES, text(level), true, null, null);
    }

    static String idOfBackupCodes(Level level) {
        return RECOVERY_CODE + "|" + text(level);
    }

    /** A level in the words of these doors. */
    static String text(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
