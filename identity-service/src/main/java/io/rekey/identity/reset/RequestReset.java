package io.rekey.identity.reset;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Scope;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.unsettled.Unsettled;
import io.rekey.identity.user.IdempotentReset;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Resets a user's second factor: ONE write to the user's document (PROTOCOL 1.1). When it is acknowledged nothing old opens
 * the account, with the broker down and every other service dead; everything after it is clean-up.
 */
@Component
class RequestReset {

    private static final Logger log = LoggerFactory.getLogger(RequestReset.class);
    static final List<String> OWING = List.of("mfa-service", "device-service", "notification-service");
    private static final int REMEMBERED_KEYS = 20;

    private final Users users;
    private final Organizations organizations;
    private final Sessions sessions;
    private final Resets resets;
    private final Unsettled unsettled;
    private final Clock clock;

    RequestReset(
            Users users,
            Organizations organizations,
            Sessions sessions,
            Resets resets,
            Unsettled unsettled,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.resets = resets;
        this.unsettled = unsettled;
        this.clock = clock;
    }

    /** What an idempotency key already led to, before anything else is looked at; a proof need not be spent for it. */
    Optional<Verdict> before(Caller caller, String userId, ResetOrder order) {
        return users.findAtHome(userId, caller.organizationId()).flatMap(user -> remembered(user, order));
    }

    /**
     * Accepts a reset, or says why not. A verdict of {@code ACCEPTED} means that the write is acknowledged.
     *
     * <p>Idempotent under the order's key: the same key and content give the same reset again.
     */
    Verdict request(Caller caller, String userId, ResetOrder order) {
        while (true) {
            Optional<User> found = users.findAtHome(userId, caller.organizationId());
            if (found.isEmpty()) {
                return Verdict.refused(userId, Verdict.Outcome.NOT_FOUND);
            }
            User user = found.get();
            Optional<Verdict> early = remembered(user, order).or(() -> refusal(caller, user));
            if (early.isPresent()) {
                return early.get();
            }
            MfaResetRequested event = event(caller, user, order);
            if (write(caller, user, order, event)) {
                cleanUp(event);
                return Verdict.accepted(userId, event.resetId(), event.epoch());
            }
            // Somebody else's reset came first: read again and repeat.
        }
    }

    private static Optional<Verdict> remembered(User user, ResetOrder order) {
        return user.idem().stream()
                .filter(known -> known.key().equals(order.idempotencyKey()))
                .findFirst()
                .map(known -> known.digest().equals(order.digest())
                        ? Verdict.accepted(user.id(), known.resetId(), known.epoch())
                        : Verdict.refused(user.id(), Verdict.Outcome.KEY_REUSED));
    }

    private static Optional<Verdict> refusal(Caller caller, User target) {
        if (target.id().equals(caller.id())) {
            return Optional.of(Verdict.refused(target.id(), Verdict.Outcome.SELF));
        }
        if (target.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            return Optional.of(Verdict.refused(target.id(), Verdict.Outcome.OUT_OF_REACH));
        }
        return target.isActive()
                ? Optional.empty()
                : Optional.of(Verdict.refused(target.id(), Verdict.Outcome.NOT_SET_UP));
    }

    private boolean write(Caller caller, User user, ResetOrder order, MfaResetRequested event) {
        // Organization, role and state are asked of the target in the write itself, whatever was read before.
        Criteria filter = where("_id")
                .is(user.id())
                .and("organizationId")
                .is(caller.organizationId())
                .and("status")
                .is(UserStatus.ACTIVE.name())
                .and("roles")
                .nin(caller.outOfReach())
                .and("epoch")
                .is(user.epoch())
                .and("idem.key")
                .ne(order.idempotencyKey());
        boolean written = users.update(filter, update(user, order, event)).isPresent();
        if (written) {
            unsettled.nudge();
        }
        return written;
    }

    private Update update(User user, ResetOrder order, MfaResetRequested event) {
        long epoch = event.epoch();
        Update update = new Update()
                .inc("epoch", 1)
                .set("fences.sessions", epoch)
                .set("fences.links", epoch)
                .set("fences.devices", epoch)
                .set("link", link(user, event));
        // Guard: fence per provider
        Scope.covered(event.level(), event.organizationId(), event.providers())
                .forEach(scope -> update.set("fences.factors." + scope.key(), epoch));
        update.push("idem")
                .slice(-REMEMBERED_KEYS)
                .each(new IdempotentReset(order.idempotencyKey(), order.digest(), event.resetId(), epoch, event.at()));
        return unsettled.append(update, event.resetId(), OWING, event);
    }

    private Link link(User user, MfaResetRequested event) {
        Instant deadline = event.at()
                .plus(organizations.get(user.organizationId()).policy().enrollmentDeadline());
        return new Link(event.epoch(), 0, null, null, event.resetId(), deadline);
    }

    private MfaResetRequested event(Caller caller, User user, ResetOrder order) {
        return new MfaResetRequested(
                EventCodec.newId(),
                user.id(),
                caller.organizationId(),
                user.epoch() + 1,
                order.level(),
                order.providers(),
                caller.actor(),
                order.reason(),
                order.ticket(),
                List.of(),
                clock.instant());
    }

    /** Nothing here is needed for safety, and all of it is repaired if it fails: the answer stays "accepted". */
    private void cleanUp(MfaResetRequested event) {
        try {
            resets.record(event);
            resets.addSessionsEnded(event.resetId(), sessions.deleteBelow(event.userId(), event.epoch()));
        } catch (DataAccessException e) {
            log.warn("reset {} is accepted; its progress is written down later", event.resetId());
        }
    }
}
