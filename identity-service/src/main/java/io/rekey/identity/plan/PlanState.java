package io.rekey.identity.plan;

/**
 * A plan's states.
 *
 * <pre>
 * DRAFT ──execute──▶ PENDING_APPROVAL ──last approval──▶ RUNNING ◀──▶ PAUSED
 *   │  └─nobody need agree──────────────────────────────▶ RUNNING ──all done──▶ DONE
 *   └▶ EXPIRED          └▶ REFUSED / EXPIRED           any of them ──stop──▶ STOPPED
 * </pre>
 */
enum PlanState {
    /** Says who would be hit; nothing is asked for yet. */
    DRAFT,
    PENDING_APPROVAL,
    RUNNING,
    PAUSED,
    STOPPED,
    DONE,
    REFUSED,
    EXPIRED;

    /** Whether nothing will change any more by itself, or somebody's word is waited for. */
    boolean isResting() {
        return this != RUNNING;
    }
}
