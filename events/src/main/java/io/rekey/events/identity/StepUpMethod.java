package io.rekey.events.identity;

/** With what somebody proves anew, before a sensitive action, who they are. */
public enum StepUpMethod {
    /** Their own password. */
    PASSWORD,
    /** Their own second factor. */
    SECOND_FACTOR,
    /** Both of the above. */
    BOTH
}
