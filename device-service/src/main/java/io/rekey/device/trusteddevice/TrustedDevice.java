package io.rekey.device.trusteddevice;

import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.TokenHash;
import io.rekey.device.token.TokenHistory;
import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.events.device.DeviceTrusted;
import java.time.Duration;
import java.time.Instant;

/**
 * A browser that may skip the second factor of one user.
 *
 * @param provider the factor that vouched for it
 * @param epoch under which the sign-in stood that made it trusted; never changes
 * @param firstUsedAt when it was trusted
 * @param lastVisit when, from where and as what it was seen last
 * @param expiresAt the end of its life, however often it is used (R50)
 */
public record TrustedDevice(
        DeviceId id,
        OrganizationId organizationId,
        String provider,
        Epoch epoch,
        TokenHistory tokens,
        Instant firstUsedAt,
        Visit lastVisit,
        Instant expiresAt) {

    /** A browser becomes trusted. Its life starts now and is not prolonged by use. */
    static TrustedDevice trusted(
            DeviceId id,
            OrganizationId organizationId,
            String provider,
            Epoch epoch,
            TokenHash token,
            Visit visit,
            Duration lifetime) {
        Instant now = visit.at();
        return new TrustedDevice(
                id,
                organizationId,
                provider,
                epoch, // Guard: device stamped with e0
                TokenHistory.startingWith(token, now),
                now,
                visit,
                now.plus(lifetime));
    }

    /** The same device after its current token was shown and replaced. */
    TrustedDevice used(TokenHash next, Visit visit) {
        return new TrustedDevice(
                id, organizationId, provider, epoch, tokens.rotatedTo(next, visit.at()), firstUsedAt, visit, expiresAt);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    DeviceTrusted trustedEvent(UserId user) {
        return new DeviceTrusted(
                user.value(), organizationId.value(), id.value(), provider, epoch.value(), lastVisit.at());
    }

    DeviceTheftSuspected theftEvent(UserId user, Instant now) {
        return new DeviceTheftSuspected(user.value(), organizationId.value(), id.value(), now);
    }
}
