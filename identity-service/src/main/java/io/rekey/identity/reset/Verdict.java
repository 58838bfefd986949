package io.rekey.identity.reset;

import org.jspecify.annotations.Nullable;

/** What became of a reset for one user. */
record Verdict(
        String userId,
        Outcome outcome,
        @Nullable String resetId,
        @Nullable Long epoch) {

    /** Why, or why not. Foreign and unknown users are the same. */
    enum Outcome {
        ACCEPTED("Nothing old opens this account any more."),
        NOT_FOUND("There is no such user that you may see."),
        NOT_SET_UP("This user has not completed the set-up. Send the invitation again instead."),
        SELF("Your own second factor is reset by somebody else: ask another administrator."),
        OUT_OF_REACH("This user's role is not below yours. Ask an operator."),
        KEY_REUSED("This Idempotency-Key was used for another order. Use a new key.");

        private final String sentence;

        Outcome(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    static Verdict accepted(String userId, String resetId, long epoch) {
        return new Verdict(userId, Outcome.ACCEPTED, resetId, epoch);
    }

    static Verdict refused(String userId, Outcome outcome) {
        return new Verdict(userId, outcome, null, null);
    }

    boolean isAccepted() {
        return outcome == Outcome.ACCEPTED;
    }
}
