package io.rekey.identity.idempotency;

/** What a caller who brings a key gets to do. */
sealed interface Turn {

    /** It will not become anything else. */
    sealed interface Decided extends Turn {}

    /** Nobody ran it before, or whoever did is dead: it is this caller's to run, and to finish or release. */
    record Mine(IdempotentCall run) implements Decided {}

    /** It ran: the same answer again, and nothing runs. */
    record Answered(IdempotentCall.Answer answer) implements Decided {}

    /** It is running at this moment. */
    record Running() implements Turn {}

    /** The key stands for another call. */
    record Reused() implements Turn {}
}
