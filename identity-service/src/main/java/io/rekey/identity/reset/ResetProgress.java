package io.rekey.identity.reset;

import io.rekey.identity.user.Link;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers how far a reset has come: the projection, corrected by what the user's document says right now. */
@Component
class ResetProgress {

    private final Resets resets;
    private final Users users;
    private final Clock clock;

    ResetProgress(Resets resets, Users users, Clock clock) {
        this.resets = resets;
        this.users = users;
        this.clock = clock;
    }

    Optional<View> of(String resetId, String organizationId) {
        return resets.find(resetId, organizationId).flatMap(this::view);
    }

    List<View> ofUser(String userId, String organizationId) {
        return resets.ofUser(userId, organizationId).stream()
                .flatMap(reset -> view(reset).stream())
                .toList();
    }

    /** Newest first, in pages by id. */
    Page latest(String organizationId, String before, int limit) {
        List<Reset> found = resets.latest(organizationId, before, limit);
        List<View> views = found.stream().flatMap(reset -> view(reset).stream()).toList();
        return new Page(views, found.size() < limit ? null : found.getLast().id());
    }

    Optional<View> view(Reset reset) {
        return users.find(reset.userId()).map(user -> new View(reset, state(reset, user), effects(reset)));
    }

    private ResetState state(Reset reset, User user) {
        Link link = user.link();
        if (reset.acceptedAt() == null) {
            return beforeAcceptance(reset);
        }
        if (reset.completedAt() != null) {
            return ResetState.COMPLETED;
        }
        if (link != null && link.epoch() > epoch(reset)) {
            return ResetState.SUPERSEDED;
        }
        if (user.reEnrolledEpoch() >= epoch(reset)) {
            return ResetState.COMPLETED;
        }
        if (reset.expiredAt() != null || (link != null && !clock.instant().isBefore(link.deadline()))) {
            return ResetState.EXPIRED;
        }
        boolean cleanedUp = RequestReset.OWING.stream().allMatch(service -> reset.receiptOf(service) != null);
        return cleanedUp ? ResetState.AWAITING_ENROLLMENT : ResetState.ACCEPTED;
    }

    private static ResetState beforeAcceptance(Reset reset) {
        if (reset.expiredAt() != null) {
            return ResetState.EXPIRED;
        }
        return reset.refusedAt() == null ? ResetState.PENDING_APPROVAL : ResetState.REFUSED;
    }

    private static long epoch(Reset reset) {
        return reset.epoch() == null ? 0 : reset.epoch();
    }

    private static List<Effect> effects(Reset reset) {
        boolean accepted = reset.acceptedAt() != null;
        return List.of(
                new Effect(
                        "sessions-ended",
                        "identity-service",
                        accepted ? "done" : "pending",
                        accepted ? reset.sessionsEnded() : null,
                        reset.acceptedAt()),
                effect("enrollments-cleared", "mfa-service", reset),
                effect("devices-purged", "device-service", reset),
                effect("mail-handed-over", "notification-service", reset));
    }

    private static Effect effect(String name, String service, Reset reset) {
        Reset.Receipt receipt = reset.receiptOf(service);
        if (receipt == null) {
            return new Effect(name, service, "pending", null, null);
        }
        Integer count = receipt.count();
        return new Effect(name, service, receipt.outcome(), count == null ? null : count.longValue(), receipt.at());
    }

    /** @param next where the next page begins; absent if this is the last */
    record Page(List<View> views, @Nullable String next) {}

    record View(Reset reset, ResetState state, List<Effect> effects) {}

    /**
     * One thing that a reset does.
     *
     * @param state {@code pending}, {@code done}, {@code failed} or {@code not-applicable}
     */
    record Effect(
            String effect,
            String service,
            String state,
            @Nullable Long count,
            @Nullable Instant at) {}
}
