package io.rekey.identity.reset;

import org.jspecify.annotations.Nullable;

/**
 * What became of a reset for one user.
 *
 * @param planId what waits for approval, where it does
 */
public record Verdict(
        String userId,
        Outcome outcome,
        @Nullable String resetId,
        @Nullable String planId,
        @Nullable Long epoch) {

    /** Why, or why not. Foreign and unknown users are the same. */
    public enum Outcome {
        ACCEPTED("Nothing old that this covers opens the account any more."),
        PENDING_APPROVAL("Nothing has changed yet: somebody else must agree first."),
        NOT_FOUND("There is no such user that you may see."),
        NOT_SET_UP("This user has not completed the set-up. Send the invitation again instead."),
        SELF("Your own second factor is reset by somebody else: ask another administrator."),
        OUT_OF_REACH("This user's role is not below yours. Ask an operator."),
        TOO_MANY("This user was reset too often within 24 hours. Find out why before it is done again."),
        KEY_REUSED("This Idempotency-Key was used for another order. Use a new key.");

        private final String sentence;

        Outcome(String sentence) {
            this.sentence = sentence;
        }

        /** What happened and what to do. */
        public String sentence() {
            return sentence;
        }
    }

    public static Verdict accepted(String userId, String resetId, long epoch) {
        return new Verdict(userId, Outcome.ACCEPTED, resetId, null, epoch);
    }

    /** Waits for somebody else's agreement, under the id of the reset that it will be. */
    public static Verdict pending(String userId, String resetId, String planId) {
        return new Verdict(userId, Outcome.PENDING_APPROVAL, resetId, planId, null);
    }

    public static Verdict refused(String userId, Outcome outcome) {
        return new Verdict(userId, outcome, null, null, null);
    }

    public boolean isAccepted() {
        return outcome == Outcome.ACCEPTED;
    }
}
