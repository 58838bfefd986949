package io.rekey.identity.reset;

/**
 * A reset's states.
 *
 * <pre>
 * ACCEPTED ──all receipts──▶ AWAITING_ENROLLMENT ──set up again──▶ COMPLETED
 *     └────── a later reset ──▶ SUPERSEDED              └──deadline──▶ EXPIRED
 * </pre>
 */
enum ResetState {
    /** Nothing old opens the account; the services are cleaning up. */
    ACCEPTED,
    /** Everything is cleaned up; the person has not set up again yet. */
    AWAITING_ENROLLMENT,
    COMPLETED,
    SUPERSEDED,
    /** The way back is closed: a new reset is needed. */
    EXPIRED;

    boolean isFinal() {
        return this != ACCEPTED && this != AWAITING_ENROLLMENT;
    }
}
