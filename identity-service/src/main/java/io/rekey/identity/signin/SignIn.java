package io.rekey.identity.signin;

import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Reservation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A sign-in or set-up under way, on the server; the browser holds a token whose hash is the id (R49). Everything that
 * decides later is captured when it starts: epoch, fences, factors.
 *
 * <pre>
 * password ──▶ SECOND_FACTOR ──right code──▶ session
 *     └──────▶ ENROLLMENT ──first code──▶ factor confirmed ──▶ session
 * link + password ──▶ ENROLLMENT ──first code──▶ factor confirmed (no session: a link alone never signs in, R24)
 * </pre>
 *
 * @param epoch e0: every later write of this sign-in asks for it to be the present one
 * @param newPasswordHash the password chosen at an invitation, until the first code makes it count
 */
@Document("sign_ins")
@TypeAlias("signIn")
public record SignIn(
        @Id String id,
        String userId,
        String organizationId,
        Door door,
        Stage stage,
        long epoch,
        Fences fences,
        List<ConfirmedEnrollment> factors,
        @Nullable Reservation reservation,
        @Nullable String newPasswordHash,
        Instant expiresAt) {

    /** How the person came in. */
    public enum Door {
        PASSWORD,
        LINK
    }

    /** What is asked for next. */
    public enum Stage {
        SECOND_FACTOR,
        ENROLLMENT
    }

    @Override
    public String toString() {
        return "SignIn[userId=" + userId + ", stage=" + stage + ", epoch=" + epoch + "]";
    }
}
