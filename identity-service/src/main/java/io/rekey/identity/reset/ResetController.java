package io.rekey.identity.reset;

import io.rekey.events.Level;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Watching resets, and sending their link again. */
@RestController
@RequestMapping("/api/v1")
class ResetController {

    private final ResetProgress progress;
    private final Users users;
    private final SetUpLinks links;
    private final Clock clock;

    ResetController(ResetProgress progress, Users users, SetUpLinks links, Clock clock) {
        this.progress = progress;
        this.users = users;
        this.links = links;
        this.clock = clock;
    }

    /** The organization's resets, newest first. {@code state} looks through the page only: a page may be short. */
    @AllowPermission(Permission.USER_READ)
    @GetMapping("/resets")
    Page list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable ResetState state,
            @RequestParam(defaultValue = "") @Pattern(regexp = "[A-Za-z0-9_-]{0,64}") String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        ResetProgress.Page page = progress.latest(caller.organizationId(), after, limit);
        List<ProgressView> shown = page.views().stream()
                .filter(view -> state == null || view.state() == state)
                .map(ProgressView::of)
                .toList();
        return new Page(shown, page.next());
    }

    /** A reset's progress; with {@code wait}, answers as soon as it is cleaned up or over, or when the time is up. */
    @AllowPermission(Permission.USER_READ)
    @GetMapping("/resets/{resetId}")
    ProgressView progress(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String resetId,
            @RequestParam(name = "wait", defaultValue = "0s") @DurationFormat(style = Style.SIMPLE) Duration wait) {
        return ProgressView.of(LongPoll.until(
                view -> view.state() != ResetState.ACCEPTED,
                () -> progress.of(resetId, caller.organizationId()).orElseThrow(Problem::notFound),
                wait,
                clock));
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping("/users/{userId}/resets")
    List<ProgressView> ofUser(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        User user = users.findTarget(userId, caller.organizationId(), Level.ORGANIZATION)
                .orElseThrow(Problem::notFound);
        return progress.ofUser(user.id(), caller.organizationId()).stream()
                .map(ProgressView::of)
                .toList();
    }

    /** Sends the mailed link again as a new generation; the old one is dead at once. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/resets/{resetId}/link")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void sendAgain(@AuthenticationPrincipal Caller caller, @PathVariable String resetId) {
        User user = progress.of(resetId, caller.organizationId())
                .map(ResetProgress.View::reset)
                .flatMap(reset -> users.findTarget(reset.userId(), caller.organizationId(), reset.level()))
                .orElseThrow(Problem::notFound);
        if (user.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            throw Problem.of(HttpStatus.FORBIDDEN, "out-of-reach", Verdict.Outcome.OUT_OF_REACH.sentence());
        }
        boolean current = user.link() != null && user.link().causeId().equals(resetId);
        if (!current || links.reissue(user, caller.actor()).isEmpty()) {
            throw Problem.conflict(
                    "nothing-to-send", "This reset is over or was replaced: there is no link to send again.");
        }
    }

    record Page(List<ProgressView> resets, @Nullable String next) {}

    record ProgressView(
            String resetId,
            String userId,
            ResetState state,
            @Nullable Long epoch,
            Level level,
            List<String> providers,
            String actor,
            List<String> approvers,
            String reason,
            @Nullable String ticket,
            @Nullable String planId,
            @Nullable Instant requestedAt,
            @Nullable String refusal,
            @Nullable Instant acceptedAt,
            @Nullable Instant completedAt,
            List<ResetProgress.Effect> effects) {

        static ProgressView of(ResetProgress.View view) {
            Reset reset = view.reset();
            return new ProgressView(
                    reset.id(),
                    reset.userId(),
                    view.state(),
                    reset.epoch(),
                    reset.level(),
                    reset.providers(),
                    reset.actor(),
                    reset.approvers() == null ? List.of() : reset.approvers(),
                    reset.reason(),
                    reset.ticket(),
                    reset.planId(),
                    reset.requestedAt(),
                    reset.refusal(),
                    reset.acceptedAt(),
                    reset.completedAt(),
                    view.effects());
        }
    }
}
