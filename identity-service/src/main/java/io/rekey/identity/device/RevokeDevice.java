package io.rekey.identity.device;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.unsettled.Unsettled;
import io.rekey.identity.user.RevokedDevice;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Revokes one trusted device or all of a user (PROTOCOL 1.2, 1.3). One: its id is fenced, the epoch stays. All: epoch and
 * device fence rise, and nothing else: sessions, links and factors live on.
 */
@Component
public class RevokeDevice {

    private static final String CAUSE = "revocation-";
    private static final List<String> OWING = List.of("device-service", "notification-service");
    /** As long as a trusted-device cookie can live, and a day. */
    private static final Duration KEPT = Duration.ofDays(31);

    private final Users users;
    private final Unsettled unsettled;
    private final Clock clock;

    RevokeDevice(Users users, Unsettled unsettled, Clock clock) {
        this.users = users;
        this.unsettled = unsettled;
        this.clock = clock;
    }

    /** Whether a cause named by a receipt is a revocation, and not a reset. */
    public static boolean isRevocation(String causeId) {
        return causeId.startsWith(CAUSE);
    }

    /**
     * From the return on, no sign-in that starts is vouched for by this device, and sessions that it vouched for are over.
     * Repeating it does the same again.
     *
     * @return the id under which the receipts come
     */
    // Guard: revocation removes one id only
    public String one(User target, String deviceId, Actor actor) {
        String cause = CAUSE + EventCodec.newId();
        DeviceRevoked event = new DeviceRevoked(
                cause, target.id(), target.organizationId(), target.epoch(), deviceId, false, actor, clock.instant());
        Update update = new Update()
                .addToSet(
                        "revokedDevices",
                        new RevokedDevice(deviceId, clock.instant().plus(KEPT)));
        return written(sameHome(target), update, cause, event);
    }

    /** The same for every device of the user that was trusted until now. */
    // Guard: devices-only reset leaves links alone (link required)
    public String all(User target, Actor actor) {
        User user = target;
        while (true) {
            long epoch = user.epoch() + 1;
            String cause = CAUSE + EventCodec.newId();
            DeviceRevoked event = new DeviceRevoked(
                    cause, user.id(), user.organizationId(), epoch, null, true, actor, clock.instant());
            Update update = new Update().inc("epoch", 1).set("fences.devices", epoch);
            Criteria filter = sameHome(user).and("epoch").is(user.epoch());
            if (users.update(filter, unsettled.append(update, cause, OWING, event))
                    .isPresent()) {
                unsettled.nudge();
                return cause;
            }
            user = users.findAtHome(user.id(), user.organizationId()).orElseThrow(Problem::notFound);
        }
    }

    private String written(Criteria filter, Update update, String cause, DeviceRevoked event) {
        if (users.update(filter, unsettled.append(update, cause, OWING, event)).isEmpty()) {
            throw Problem.notFound();
        }
        unsettled.nudge();
        return cause;
    }

    private static Criteria sameHome(User target) {
        return where("_id").is(target.id()).and("organizationId").is(target.organizationId());
    }
}
