package io.rekey.mfa.enrollment;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.mfa.factor.Credential;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * One authenticator bound to one user. It is a factor only when identity-service has confirmed it; this service never knows.
 *
 * <pre>
 *           right code                       reset, fence sweeper
 * PENDING ─────────────▶ ACTIVE ─────────────────────────────────▶ (gone)
 *    └──────────────────────┴── orphan: identity knows nothing of it ──▶
 * </pre>
 *
 * @param id as identity-service chose it
 * @param seed sealed
 * @param lastStep the newest step whose code was used: nothing at or before it is good any more (R3)
 * @param drift steps that the authenticator's clock runs ahead
 * @param lastUsedAt absent until the first use after activation
 * @param orphanCheckAt when identity-service is to be asked whether this belongs to anything; absent once it said yes
 */
@TypeAlias("enrollment")
public record Enrollment(
        @Field("id") String id,
        String organizationId,
        Level level,
        String provider,
        long epoch,
        State state,
        String seed,
        long lastStep,
        int drift,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant orphanCheckAt) {

    /** Before every step that a code can belong to. */
    static final long NO_STEP = -1;

    /** How far an enrollment is. */
    public enum State {
        /** The secret was shown; no right code was given yet. */
        PENDING,
        /** The right first code was given. */
        ACTIVE
    }

    static Enrollment pending(
            EnrollmentId id,
            OrganizationId organization,
            Scope scope,
            long epoch,
            String seed,
            Instant now,
            Instant checkAt) {
        return new Enrollment(
                id.value(),
                organization.value(),
                scope.level(),
                scope.provider(),
                epoch,
                State.PENDING,
                seed,
                NO_STEP,
                0,
                now,
                null,
                checkAt);
    }

    /** Which cell of the fence decides about this. */
    public Scope scope() {
        return new Scope(level, organizationId, provider);
    }

    /** The secret with its owner. */
    public Credential credential(UserId userId) {
        return new Credential(new Credential.Owner(userId, new EnrollmentId(id)), seed, drift);
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }

    /** Whether a step is the one that activated this, with no use since. */
    boolean wasActivatedBy(long step) {
        return isActive() && lastUsedAt == null && lastStep == step;
    }

    /** Whether this is what a repeated request asks for. */
    boolean isFor(Scope other, long otherEpoch) {
        return scope().key().equals(other.key()) && epoch == otherEpoch;
    }

    @Override
    public String toString() {
        return "Enrollment[id=" + id + ", provider=" + provider + ", state=" + state + ", epoch=" + epoch + "]";
    }
}
