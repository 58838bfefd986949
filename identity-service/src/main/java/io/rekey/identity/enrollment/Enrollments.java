package io.rekey.identity.enrollment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.EnrollmentConfirmed;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.MfaResetCompleted;
import io.rekey.events.identity.UserActivated;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Reserve, confirm, release (PROTOCOL §3): the three writes in the user's document that make an enrollment a factor, or
 * never. Between reserve and confirm mfa-service activates it on the right code; only the confirm counts.
 */
@Component
public class Enrollments {

    /** Set while there is a reservation: what the repair's index finds. */
    static final String RESERVED = "reserved";

    private final Users users;
    private final Clock clock;

    Enrollments(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * Takes the one place of an unfinished enrollment (PROTOCOL 3.2).
     *
     * @param linkFence {@code fences.links} as read together with the reservation's epoch
     * @return whether it is ours; if not, the epoch has moved, somebody finished, or another set-up is under way
     */
    // Guard: reEnrolledEpoch in reserve and confirm
    public boolean reserve(String userId, Reservation wanted, long linkFence) {
        Criteria filter = where("_id")
                .is(userId)
                .and("epoch")
                .is(wanted.epoch())
                .and("reEnrolledEpoch")
                .lt(linkFence)
                .orOperator(
                        where("reservation").is(null),
                        where("reservation.epoch").lt(wanted.epoch()),
                        where("reservation.until").lt(clock.instant()));
        return users.update(filter, new Update().set("reservation", wanted).set(RESERVED, true))
                .isPresent();
    }

    /** Gives a reservation back (PROTOCOL 3.6). Releasing one's own early is as good as its running out. */
    // Guard: release of dead reservations
    public void release(String userId, String owner) {
        users.update(
                where("_id").is(userId).and("reservation.owner").is(owner),
                new Update().unset("reservation").unset(RESERVED));
    }

    /**
     * The moment at which an enrollment becomes a factor (PROTOCOL 3.5). It kills the mailed link, whichever door was used,
     * and completes the reset or the invitation that led here.
     *
     * @param passwordHash the password chosen at an invitation, written together with the factor
     * @return the user afterwards; also if this very enrollment had been confirmed before
     */
    // Guard: confirm: epoch
    // Guard: confirm: owner
    // Guard: factor only after the confirm
    // Guard: finish by the direct door raises reEnrolledEpoch
    public Optional<User> confirm(User user, Reservation own, long linkFence, @Nullable String passwordHash) {
        Criteria filter = where("_id")
                .is(user.id())
                .and("epoch")
                .is(own.epoch())
                .and("reservation.owner")
                .is(own.owner())
                .and("status")
                .is(user.status().name())
                .and("reEnrolledEpoch")
                .lt(linkFence);
        ConfirmedEnrollment confirmed =
                new ConfirmedEnrollment(own.owner(), own.organizationId(), own.level(), own.provider(), own.epoch());
        Update update = new Update()
                .push("confirmed", stored(confirmed))
                .set("reEnrolledEpoch", own.epoch())
                .unset("reservation")
                .unset(RESERVED);
        if (user.status() == UserStatus.INVITED && passwordHash != null) {
            update.set("status", UserStatus.ACTIVE.name()).set("passwordHash", passwordHash);
        }
        return users.update(filter, update, toldBy(user, confirmed).toArray(IdentityEvent[]::new))
                .or(() -> confirmedBefore(user.id(), own.owner()));
    }

    private Optional<User> confirmedBefore(String userId, String owner) {
        return users.find(userId)
                .filter(user -> user.confirmed().stream()
                        .anyMatch(enrollment -> enrollment.id().equals(owner)));
    }

    private List<IdentityEvent> toldBy(User user, ConfirmedEnrollment confirmed) {
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new EnrollmentConfirmed(
                user.id(),
                confirmed.organizationId(),
                confirmed.id(),
                confirmed.level(),
                confirmed.provider(),
                confirmed.epoch(),
                clock.instant()));
        Link link = user.link();
        if (user.status() == UserStatus.INVITED) {
            events.add(new UserActivated(user.id(), user.organizationId(), clock.instant()));
        } else if (link != null && user.reEnrolledEpoch() < link.epoch()) {
            events.add(new MfaResetCompleted(
                    link.causeId(), user.id(), user.organizationId(), link.epoch(), clock.instant()));
        }
        return events;
    }

    private static Document stored(ConfirmedEnrollment confirmed) {
        return new Document("_id", confirmed.id())
                .append("organizationId", confirmed.organizationId())
                .append("level", confirmed.level().name())
                .append("provider", confirmed.provider())
                .append("epoch", confirmed.epoch());
    }
}
