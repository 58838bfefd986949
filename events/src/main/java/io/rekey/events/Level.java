package io.rekey.events;

/** Which enrollments of a user are meant. */
public enum Level {
    /** Personal: good in every organization. */
    USER,
    /** Made for one organization that insists on its own. */
    ORGANIZATION,
    /** Both of the above; only a reset's scope may say so, an enrollment never. */
    BOTH
}
