package io.rekey.identity.session;

import io.rekey.events.Actor;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.Role;
import java.util.Set;

/**
 * Who is behind a request, as found at this very request: a signed-in {@link Person}, or a {@link Program} with an access
 * token. Whatever is done goes through the same use cases for both (R36).
 */
public sealed interface Caller permits Person, Program {

    /** A user's id, or a program's. */
    String id();

    /** The organization that this request is about. Everything that is read or changed is asked of it (I6, R33). */
    String organizationId();

    /** Decides whom the caller can reach: people with a role below it. */
    Role role();

    /** What the caller may do there. */
    Set<Permission> permissions();

    /** How events name the caller. */
    Actor actor();

    default boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    /** Roles that the caller must not touch. */
    default Set<String> outOfReach() {
        return role().outOfReach();
    }

    /** Whether the caller can do more than look after an account of their own. */
    default boolean isPrivileged() {
        return role() != Role.USER;
    }

    /**
     * The signed-in person.
     *
     * @throws Problem 403 {@code people-only}: programs have no account to look after and no fresh proof to give
     */
    default Person person() {
        if (this instanceof Person person) {
            return person;
        }
        throw Problem.of(
                org.springframework.http.HttpStatus.FORBIDDEN,
                "people-only",
                "This is for people who are signed in, not for programs with an access token.");
    }
}
