package io.rekey.identity.plan;

import io.rekey.events.Level;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom to reset, how far, and why.
 *
 * @param userIds at most 10,000; one that is named twice counts once
 * @param providers absent means all
 * @param level absent means personal enrollments
 */
record OrderBody(
        @NotEmpty @Size(max = OrderBody.MOST) List<@NotNull @Pattern(regexp = TakeOrder.ID) String> userIds,
        @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z0-9_]{1,32}") String> providers,
        @Nullable Level level,
        @NotBlank @Size(max = 500) String reason,
        @Nullable @Size(max = 100) String ticket) {

    static final int MOST = TakeOrder.MOST;
    static final String KEY = TakeOrder.KEY;

    List<String> users() {
        return userIds.stream().distinct().toList();
    }

    ResetOrder order(Providers known, Caller caller, String key) {
        return new ResetOrder(
                known.requireKnown(Optional.ofNullable(providers).orElse(List.of())),
                Optional.ofNullable(level).orElse(Level.USER),
                reason.strip(),
                ticket,
                caller.id() + ":" + key);
    }
}
