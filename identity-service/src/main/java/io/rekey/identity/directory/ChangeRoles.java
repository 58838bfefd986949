package io.rekey.identity.directory;

import io.rekey.events.identity.UserRolesChanged;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Gives a user another role, and permissions beyond it, in one write that also raises the epoch and the fence of sessions:
 * what somebody may do is decided anew at a sign-in, never in the middle of a session or of a half-done sign-in (R45).
 */
@Component
class ChangeRoles {

    private final Users users;
    private final Reach reach;
    private final Clock clock;

    ChangeRoles(Users users, Reach reach, Clock clock) {
        this.users = users;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * Whether the caller may give this to this user at all.
     *
     * @throws Problem 404, 403 as {@link Reach#below}; 403 for a role that is not below the caller's and for a permission that
     *     the caller has not; 422 {@code grants-not-taken} for permissions beyond a role that takes none
     */
    void require(Caller caller, String userId, Rights wanted) {
        reach.below(caller, userId);
        if (caller.outOfReach().contains(wanted.role().name())) {
            throw Problem.forbidden("You can give people roles below yours.");
        }
        if (!caller.permissions().containsAll(wanted.granted())) {
            throw Problem.forbidden("You can give permissions that you have yourself.");
        }
        if (!wanted.granted().isEmpty() && !wanted.role().takesGrants()) {
            throw Problem.unprocessable(
                    "grants-not-taken", "Only the role SUPPORT takes permissions beyond its own: leave them out.");
        }
    }

    /** From the return on the user has exactly this, and is signed in nowhere. Whoever has it already stays as they are. */
    void change(Caller caller, String userId, Rights wanted) {
        User user = reach.below(caller, userId);
        while (!wanted.areThoseOf(user) && !written(caller, user, wanted)) {
            user = reach.below(caller, userId); // epoch or role moved: read again and repeat
        }
    }

    private boolean written(Caller caller, User user, Rights wanted) {
        long epoch = user.epoch() + 1; // the filter asks for the epoch that this was computed from
        Criteria filter = Reach.stillBelow(caller, user).and("epoch").is(user.epoch());
        Update update = new Update()
                .set("roles", Set.of(wanted.role().name()))
                .set("granted", texts(wanted.granted()))
                .inc("epoch", 1)
                .set("fences.sessions", epoch);
        UserRolesChanged event = new UserRolesChanged(
                user.id(),
                user.organizationId(),
                epoch,
                List.of(wanted.role().name()),
                texts(wanted.all()),
                caller.actor(),
                clock.instant());
        return users.update(filter, update, event).isPresent();
    }

    private static List<String> texts(Set<Permission> permissions) {
        return permissions.stream().map(Permission::text).sorted().toList();
    }

    /** @param granted beyond what the role brings by itself */
    record Rights(Role role, Set<Permission> granted) {

        Rights {
            EnumSet<Permission> beyond = EnumSet.noneOf(Permission.class);
            beyond.addAll(granted);
            beyond.removeAll(role.permissions());
            granted = Set.copyOf(beyond);
        }

        Set<Permission> all() {
            EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
            all.addAll(role.permissions());
            all.addAll(granted);
            return all;
        }

        boolean areThoseOf(User user) {
            return user.roles().equals(Set.of(role.name()))
                    && user.permissions().equals(all());
        }
    }
}
