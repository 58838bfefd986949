package io.rekey.identity.directory;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.util.Optional;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * How far a caller's arm is: to those at home in the organization that the request is about, and, to change something, to
 * those with a role below the caller's (R33, R35). Foreign and unknown ids look the same.
 */
@Component
public class Reach {

    private final Users users;

    Reach(Users users) {
        this.users = users;
    }

    /** Whether it is about the caller's own account. */
    public static boolean isOwn(Caller caller, String userId) {
        return caller instanceof Person person && person.id().equals(userId);
    }

    /** @throws Problem 404 for whoever is not at home here, or nowhere */
    public User seen(Caller caller, String userId) {
        return users.findAtHome(userId, caller.organizationId()).orElseThrow(Problem::notFound);
    }

    /**
     * One's own account, or, with a permission, another's.
     *
     * @throws Problem 403 without the permission, whether there is such a user or not; 404 as {@link #seen}
     */
    public User ownOrSeen(Caller caller, String userId, Permission needed) {
        return own(caller, userId, needed).orElseGet(() -> seen(caller, userId));
    }

    /** The same to change something. @throws Problem as {@link #ownOrSeen} and {@link #below} */
    User ownOrBelow(Caller caller, String userId, Permission needed) {
        return own(caller, userId, needed).orElseGet(() -> below(caller, userId));
    }

    /** @throws Problem 404 as {@link #seen}; 403 for oneself and for a role that is not below the caller's */
    public User below(Caller caller, String userId) {
        User target = seen(caller, userId);
        if (isOwn(caller, userId) || target.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            throw Problem.forbidden("You can do this for other people with a role below yours.");
        }
        return target;
    }

    private static Optional<User> own(Caller caller, String userId, Permission neededForOthers) {
        if (caller instanceof Person person && isOwn(caller, userId)) {
            return Optional.of(person.user());
        }
        if (!caller.may(neededForOthers)) {
            throw Problem.forbidden("For others than yourself you need the permission " + neededForOthers.text() + ".");
        }
        return Optional.empty();
    }

    /** The beginning of a write's filter: organization and role are asked of the target again, whatever was read before. */
    static Criteria stillBelow(Caller caller, User target) {
        return stillSeen(caller, target).and("roles").nin(caller.outOfReach());
    }

    /** The same for a write that does not ask for the role. */
    static Criteria stillSeen(Caller caller, User target) {
        return where("_id").is(target.id()).and("organizationId").is(caller.organizationId());
    }
}
