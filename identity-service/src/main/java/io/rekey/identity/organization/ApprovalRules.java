package io.rekey.identity.organization;

/**
 * When somebody else must agree to a reset before it happens (R35, R39).
 *
 * @param privilegedTarget if one of the targets administers somebody
 * @param moreThan if more users than this are reset at once
 * @param again if one of them was already reset within the last 24 hours
 * @param always in any case
 * @param approvers how many others must agree: 1 or 2
 */
public record ApprovalRules(boolean privilegedTarget, int moreThan, boolean again, boolean always, int approvers) {

    public ApprovalRules {
        if (moreThan < 1) {
            throw new IllegalArgumentException("approveMoreThan must be at least 1");
        }
        if (approvers < 1 || approvers > 2) {
            throw new IllegalArgumentException("approvers must be 1 or 2");
        }
    }
}
