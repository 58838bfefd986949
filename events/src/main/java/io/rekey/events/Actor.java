package io.rekey.events;

/**
 * Who caused something. Never a name or an address: those are looked up where they may be shown.
 *
 * @param kind the door that the actor came through
 * @param id a user id, a portal's name or a service's name, by {@code kind}
 */
public record Actor(Kind kind, String id) {

    /** What an {@link Actor#id()} names. */
    public enum Kind {
        /** A signed-in person, or a person proving who they are. */
        USER,
        /** An upstream portal. */
        PORTAL,
        /** Rekey itself, for example its reconciler. */
        SERVICE,
        /** Somebody on the server, with the operator's key. */
        OPERATOR
    }

    public static Actor user(String id) {
        return new Actor(Kind.USER, id);
    }

    public static Actor service(String name) {
        return new Actor(Kind.SERVICE, name);
    }
}
