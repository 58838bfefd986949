package io.rekey.identity.reset;

/**
 * A reset's states.
 *
 * <pre>
 * PENDING_APPROVAL ──▶ ACCEPTED       └──▶ REFUSED / EXPIRED
 * ACCEPTED ──all receipts──▶ AWAITING_ENROLLMENT ──set up again──▶ COMPLETED
 *     └────── a later reset ──▶ SUPERSEDED              └──deadline──▶ EXPIRED
 * </pre>
 */
public enum ResetState {
    /** Nothing has changed yet: somebody else must agree first. */
    PENDING_APPROVAL,
    /** Somebody said no, or it could no longer be done when it was to be. */
    REFUSED,
    /** Nothing old opens the account; the services are cleaning up. */
    ACCEPTED,
    /** Everything is cleaned up; the person has not set up again yet. */
    AWAITING_ENROLLMENT,
    COMPLETED,
    SUPERSEDED,
    /** Nobody agreed in time, or the way back is closed: a new reset is needed. */
    EXPIRED;

    boolean isFinal() {
        return this != PENDING_APPROVAL && this != ACCEPTED && this != AWAITING_ENROLLMENT;
    }
}
