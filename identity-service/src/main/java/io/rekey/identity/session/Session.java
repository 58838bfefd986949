package io.rekey.identity.session;

import io.rekey.identity.token.OpaqueToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Somebody's being signed in, on the server; the browser holds a token whose hash is the id.
 *
 * @param epoch what the sign-in captured when it started, not what holds when it ends
 * @param deviceId the trusted device that vouched, if one did: its revocation ends the session
 */
@Document("sessions")
@TypeAlias("session")
public record Session(
        @Id String id,
        String userId,
        String organizationId,
        long epoch,
        @Nullable String deviceId,
        String method,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String ip,
        String userAgent) {

    /** What a list calls it. The id itself, though it opens nothing, is nobody's business. */
    public String listedAs() {
        return OpaqueToken.sha256(id);
    }

    @Override
    public String toString() {
        return "Session[userId=" + userId + ", epoch=" + epoch + "]";
    }
}
