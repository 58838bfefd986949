package io.rekey.identity.idempotency;

import java.time.Instant;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is remembered under one key of one caller.
 *
 * <pre>
 * RUNNING ── a final answer ──→ ANSWERED ── 24 h ──→ removed
 *    ├──── no final answer ──→ removed
 *    └──── nobody finishes it in a minute ──→ RUNNING again, for whoever asks
 * </pre>
 *
 * @param id hash of caller and key, so that nobody's key is anything to somebody else
 * @param fingerprint tells a repetition from another call under the same key
 * @param at when it began to run; also whose run it is, for only that run may finish it
 */
@Document("idempotent_calls")
@TypeAlias("idempotentCall")
record IdempotentCall(
        @Id String id,
        String fingerprint,
        State state,
        Instant at,
        @Nullable Answer answer) {

    enum State {
        RUNNING,
        ANSWERED
    }

    /** An answer as it was sent; a body may tell of people, so it stays out of logs. */
    record Answer(int status, @Nullable String contentType, Binary body) {
        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    static IdempotentCall running(String id, String fingerprint, Instant now) {
        return new IdempotentCall(id, fingerprint, State.RUNNING, now, null);
    }
}
