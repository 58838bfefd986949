package io.rekey.identity.reset;

import io.rekey.events.Scope;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.session.Sessions;
import io.rekey.identity.unsettled.Unsettled;
import io.rekey.identity.user.IdempotentReset;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
public class RequestReset {

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

    /**
     * What an idempotency key already led to, by user, before anything else is looked at; a proof need not be spent for it.
     *
     * @param userIds at most some hundreds: they are asked for together
     */
    public Map<String, Verdict> before(ResetAuthority by, Collection<String> userIds, ResetOrder order) {
        Map<String, Verdict> known = new HashMap<>();
        users.findTargets(userIds, by.organizationId(), order.level())
                .forEach(user -> remembered(user, order).ifPresent(verdict -> known.put(user.id(), verdict)));
        return known;
    }

    /**
     * Accepts a reset, or says why not. A verdict of {@code ACCEPTED} means that the write is acknowledged.
     *
     * <p>Idempotent under the order's key: the same key and content give the same reset again.
     *
     * @param resetId what the reset will be called; used once
     */
    public Verdict request(ResetAuthority by, String userId, ResetOrder order, String resetId) {
        while (true) {
            Optional<User> found = users.findTarget(userId, by.organizationId(), order.level());
            if (found.isEmpty()) {
                return Verdict.refused(userId, Verdict.Outcome.NOT_FOUND);
            }
            User user = found.get();
            Policy policy = organizations.get(by.organizationId()).policy();
            Optional<Verdict> early = remembered(user, order).or(() -> refusal(by, user, policy));
            if (early.isPresent()) {
                return early.get();
            }
            MfaResetRequested event = event(by, user, order, resetId);
            if (write(by, user, order, event, policy)) {
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

    private Optional<Verdict> refusal(ResetAuthority by, User user, Policy policy) {
        return ResetRules.refusal(by, user, policy, clock.instant())
                .map(outcome -> Verdict.refused(user.id(), outcome));
    }

    private boolean write(ResetAuthority by, User user, ResetOrder order, MfaResetRequested event, Policy policy) {
        // Organization, role and state are asked of the target in the write itself, whatever was read before.
        Criteria filter = Users.target(user.id(), by.organizationId(), order.level())
                .and("status")
                .is(UserStatus.ACTIVE.name())
                .and("roles")
                .nin(by.outOfReach())
                .and("epoch")
                .is(user.epoch())
                .and("idem.key")
                .ne(order.idempotencyKey());
        boolean written = users.update(filter, update(order, event, policy)).isPresent();
        if (written) {
            unsettled.nudge();
        }
        return written;
    }

    private Update update(ResetOrder order, MfaResetRequested event, Policy policy) {
        long epoch = event.epoch();
        Update update = new Update()
                .inc("epoch", 1)
                .set("fences.sessions", epoch)
                .set("fences.links", epoch)
                .set("fences.devices", epoch)
                .set("link", link(event, policy));
        // Guard: fence per provider
        Scope.covered(event.level(), event.organizationId(), event.providers())
                .forEach(scope -> update.set("fences.factors." + scope.key(), epoch));
        update.push("idem")
                .slice(-REMEMBERED_KEYS)
                .each(new IdempotentReset(order.idempotencyKey(), order.digest(), event.resetId(), epoch, event.at()));
        return unsettled.append(update, event.resetId(), OWING, event);
    }

    private static Link link(MfaResetRequested event, Policy policy) {
        Instant deadline = event.at().plus(policy.enrollmentDeadline());
        return new Link(event.epoch(), 0, null, null, event.resetId(), deadline, event.organizationId());
    }

    private MfaResetRequested event(ResetAuthority by, User user, ResetOrder order, String resetId) {
        return new MfaResetRequested(
                resetId,
                user.id(),
                by.organizationId(),
                user.epoch() + 1,
                order.level(),
                order.providers(),
                by.actor(),
                order.reason(),
                order.ticket(),
                by.approvers(),
                clock.instant());
    }

    /** Nothing here is needed for safety, and all of it is repaired if it fails: the answer stays "accepted". */
    private void cleanUp(MfaResetRequested event) {
        try {
            resets.record(event, sessions.deleteBelow(event.userId(), event.epoch()));
        } catch (DataAccessException e) {
            log.warn("reset {} is accepted; its progress is written down later", event.resetId());
        }
    }
}
