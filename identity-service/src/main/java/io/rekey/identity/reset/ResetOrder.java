package io.rekey.identity.reset;

import io.rekey.events.Level;
import io.rekey.identity.token.OpaqueToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, the same for every user of a call.
 *
 * @param idempotencyKey under which a repetition is recognized, remembered with each user
 */
public record ResetOrder(
        List<String> providers,
        Level level,
        String reason,
        @Nullable String ticket,
        String idempotencyKey) {

    /** Tells a repetition from another order under the same key. */
    public String digest() {
        return OpaqueToken.sha256(
                String.join("\n", String.join(",", providers), level.name(), reason, ticket == null ? "" : ticket));
    }
}
