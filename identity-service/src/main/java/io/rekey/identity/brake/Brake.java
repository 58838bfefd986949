package io.rekey.identity.brake;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.AdministratorFrozen;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.Resets;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.session.Program;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.Pace;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Counts whom an administrator resets with nobody else's agreement (R39, A29). In an hour they may be as many as the policy
 * says, or as many as the organization usually resets in a whole day, whichever is more. Whoever would pass that is frozen:
 * a stolen administrator's session is worth a few accounts, not all. What somebody else agreed to does not count.
 */
@Component
public class Brake {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int USUAL_DAYS = 28;
    private static final int TOLD = 20;

    private final Users users;
    private final Organizations organizations;
    private final Resets resets;
    private final ProgramBudget programs;
    private final Clock clock;

    Brake(Users users, Organizations organizations, Resets resets, ProgramBudget programs, Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.resets = resets;
        this.programs = programs;
        this.clock = clock;
    }

    /**
     * Takes resets from the caller's hour, before they are done. The operator's key has no such hour: it is for the day on
     * which everything else has failed, and alarms instead.
     *
     * @throws Problem 403 {@code frozen} for a person who is frozen, or is now; 429 {@code too-many-resets} for a program
     */
    public Optional<Allowance> reserve(Caller caller, int wanted) {
        return switch (caller) {
            case Person person -> Optional.of(ofPerson(person.id(), person.organizationId(), wanted));
            case Program program when program.actor().kind() == Actor.Kind.OPERATOR -> Optional.empty();
            case Program program -> Optional.of(programs.reserve(program, wanted));
        };
    }

    /** The count is compared and set in the person's own document: of two calls at once one reads again. */
    private Allowance ofPerson(String personId, String organizationId, int wanted) {
        while (true) {
            User person = users.find(personId).orElseThrow(Problem::notFound);
            if (person.isFrozen()) {
                throw StepUp.frozen();
            }
            Instant now = clock.instant();
            Pace pace = present(person.pace(), now);
            int limit = organizations.get(organizationId).policy().resetsPerHour();
            int after = pace.resets() + wanted;
            int usual = after <= limit ? limit : Math.max(limit, usualInADay(organizationId, now));
            if (after > usual) {
                freeze(person, organizationId, after, usual);
                continue; // whoever froze them, the next look sees it; if somebody only counted, it decides anew
            }
            Update counted = new Update().set("pace", new Pace(pace.since(), after, null));
            if (users.update(asRead(person), counted).isPresent()) {
                return new Allowance(
                        limit,
                        Math.max(0, limit - after),
                        Duration.between(now, pace.since().plus(HOUR)));
            }
        }
    }

    private void freeze(User person, String organizationId, int resets, int usual) {
        Instant now = clock.instant();
        List<String> mayRelease =
                users.holders(Permission.RESET_APPROVE, organizationId, List.of(person.id()), TOLD).stream()
                        .map(User::id)
                        .toList();
        users.update(
                asRead(person),
                new Update().set("pace", new Pace(now, resets, now)),
                new AdministratorFrozen(person.id(), person.organizationId(), resets, usual, mayRelease, now));
    }

    private int usualInADay(String organizationId, Instant now) {
        return (int) (resets.acceptedSince(organizationId, now.minus(Duration.ofDays(USUAL_DAYS))) / USUAL_DAYS);
    }

    private static Pace present(@Nullable Pace pace, Instant now) {
        return pace == null || !now.isBefore(pace.since().plus(HOUR)) ? new Pace(now, 0, null) : pace;
    }

    private static Criteria asRead(User person) {
        Criteria criteria = where("_id").is(person.id()).and("pace.frozenAt").is(null);
        Pace pace = person.pace();
        return pace == null
                ? criteria.and("pace").is(null)
                : criteria.and("pace.since").is(pace.since()).and("pace.resets").is(pace.resets());
    }
}
