package io.rekey.identity.policy;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.TwoFactorResumed;
import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Suspension;
import io.rekey.identity.organization.Suspensions;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Break-glass (R36): passwords alone sign in, on the whole platform, when second factors fail for everybody.
 *
 * <pre>
 * asked for ──suspend──▶ suspended ──time is up, or resume──▶ asked for
 * </pre>
 *
 * It ends by itself at each use, whether or not anything runs; what is done here afterwards only tells of it.
 */
@Component
class SuspendTwoFactor {

    private static final Logger log = LoggerFactory.getLogger(SuspendTwoFactor.class);
    private static final int MAY_KNOW = 20;

    private final Suspensions suspensions;
    private final Users users;
    private final Clock clock;

    SuspendTwoFactor(Suspensions suspensions, Users users, Clock clock) {
        this.suspensions = suspensions;
        this.users = users;
        this.clock = clock;
    }

    /** The suspension that holds now. */
    Optional<Suspension> present() {
        return suspensions.find().filter(suspension -> suspension.holds(clock.instant()));
    }

    /** Begins one; one that holds already is replaced, with its end. Those who administer are told. */
    Suspension suspend(Caller caller, String reason, Duration lifetime) {
        endWhatRanOut();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Suspension suspension = new Suspension(now.plus(lifetime), reason, caller.id(), now);
        suspensions.begin(
                suspension,
                new TwoFactorSuspended(
                        caller.id(),
                        Organizations.PLATFORM,
                        suspension.until(),
                        reason,
                        mayKnow(),
                        caller.actor(),
                        now));
        log.warn("two factors are suspended: passwords alone sign in on the whole platform");
        return suspension;
    }

    /** Two factors are asked for again, from the return on. Where they are already, nothing happens. */
    void resume(Caller caller) {
        suspensions.find().ifPresent(suspension -> end(suspension, caller.id(), caller.actor()));
    }

    /** Tells, once, that one has ended by itself. */
    @Scheduled(
            fixedDelayString = "${rekey.two-factor-suspension.sweep-interval:10s}",
            initialDelayString = "${rekey.two-factor-suspension.sweep-interval:10s}")
    void endWhatRanOut() {
        suspensions
                .find()
                .filter(suspension -> !suspension.holds(clock.instant()))
                .ifPresent(suspension -> end(suspension, suspension.by(), Actor.service("identity-service")));
    }

    private void end(Suspension suspension, String userId, Actor actor) {
        TwoFactorResumed event = new TwoFactorResumed(userId, Organizations.PLATFORM, actor, clock.instant());
        if (suspensions.end(suspension, event)) {
            log.warn("two factors are asked for again");
        }
    }

    /** Operators first; of administrators as many as there is room for. */
    private List<String> mayKnow() {
        return Stream.of(Role.OPERATOR, Role.ADMINISTRATOR)
                .flatMap(role ->
                        users
                                .matching(
                                        where("roles")
                                                .is(role.name())
                                                .and("status")
                                                .is(UserStatus.ACTIVE.name()),
                                        MAY_KNOW)
                                .stream())
                .map(User::id)
                .distinct()
                .limit(MAY_KNOW)
                .toList();
    }
}
