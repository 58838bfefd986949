package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.messaging.event.EventCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what these doors do not ask for into an order: a reason, and a key where the caller sends none (R31, R38). */
final class CompatibleOrder {

    private CompatibleOrder() {}

    /**
     * An order whose caller cannot say why.
     *
     * @param key the caller's; without one, each call is another order (R40)
     * @param door method and path, which is all that is known of the reason
     */
    static ResetOrder of(Caller caller, @Nullable String key, List<String> providers, Level level, String door) {
        return new ResetOrder(providers, level, reason(door), null, key(caller, key));
    }

    static String reason(String door) {
        return "requested through " + door;
    }

    static String key(Caller caller, @Nullable String key) {
        return caller.id() + ":" + (key == null ? EventCodec.newId() : key);
    }
}
