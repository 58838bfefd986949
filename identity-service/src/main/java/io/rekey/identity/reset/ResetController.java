package io.rekey.identity.reset;

import io.rekey.events.Level;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asking for resets and watching them. */
@RestController
@RequestMapping("/api/v1")
class ResetController {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;

    private final RequestReset requestReset;
    private final ResetProgress progress;
    private final Providers providers;
    private final Users users;
    private final SetUpLinks links;
    private final StepUp stepUp;
    private final Clock clock;

    ResetController(
            RequestReset requestReset,
            ResetProgress progress,
            Providers providers,
            Users users,
            SetUpLinks links,
            StepUp stepUp,
            Clock clock) {
        this.requestReset = requestReset;
        this.progress = progress;
        this.providers = providers;
        this.users = users;
        this.links = links;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /**
     * Resets users. 202 if at least one was accepted: from that answer on, nothing old opens their accounts. A single id
     * that is refused answers with the refusal's own status.
     */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/resets")
    ResponseEntity<Verdicts> reset(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody Order body,
            @RequestHeader(name = "Idempotency-Key") @Pattern(regexp = "[\\x21-\\x7e]{1,100}") String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        List<String> userIds = body.userIds().stream().distinct().toList();
        ResetOrder order = order(body, caller.id() + ":" + key);
        List<Verdict> verdicts = known(caller, userIds, order).orElseGet(() -> {
            stepUp.require(proof, caller, Permission.MFA_RESET, userIds);
            return userIds.stream()
                    .map(id -> requestReset.request(caller, id, order))
                    .toList();
        });
        if (verdicts.stream().noneMatch(Verdict::isAccepted)) {
            throw refused(verdicts);
        }
        return ResponseEntity.accepted()
                .body(new Verdicts(verdicts.stream().map(VerdictView::of).toList()));
    }

    /** A reset's progress; with {@code wait}, answers as soon as it is final or awaits the person, or when the time is up. */
    @AllowPermission(Permission.USER_READ)
    @GetMapping("/resets/{resetId}")
    ProgressView progress(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String resetId,
            @RequestParam(name = "wait", defaultValue = "0s") @DurationFormat(style = Style.SIMPLE) Duration wait) {
        ResetProgress.View view =
                waitedFor(() -> progress.of(resetId, caller.organizationId()).orElseThrow(Problem::notFound), wait);
        return ProgressView.of(view);
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping("/users/{userId}/resets")
    List<ProgressView> ofUser(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        return progress.ofUser(userId, caller.organizationId()).stream()
                .map(ProgressView::of)
                .toList();
    }

    /** Sends the mailed link again as a new generation; the old one is dead at once. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/resets/{resetId}/link")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void sendAgain(@AuthenticationPrincipal Caller caller, @PathVariable String resetId) {
        User user = progress.of(resetId, caller.organizationId())
                .flatMap(view -> users.findAtHome(view.reset().userId(), caller.organizationId()))
                .orElseThrow(Problem::notFound);
        if (user.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            throw refused(List.of(Verdict.refused(user.id(), Verdict.Outcome.OUT_OF_REACH)));
        }
        boolean current = user.link() != null && user.link().causeId().equals(resetId);
        if (!current || links.reissue(user, caller.actor()).isEmpty()) {
            throw Problem.conflict(
                    "nothing-to-send", "This reset is over or was replaced: there is no link to send again.");
        }
    }

    private Optional<List<Verdict>> known(Caller caller, List<String> userIds, ResetOrder order) {
        List<Verdict> known = userIds.stream()
                .flatMap(id -> requestReset.before(caller, id, order).stream())
                .toList();
        return known.size() == userIds.size() ? Optional.of(known) : Optional.empty();
    }

    private ResetOrder order(Order body, String key) {
        return new ResetOrder(
                providers.requireKnown(Optional.ofNullable(body.providers()).orElse(List.of())),
                Optional.ofNullable(body.level()).orElse(Level.USER),
                body.reason().strip(),
                body.ticket(),
                key);
    }

    private static Problem refused(List<Verdict> verdicts) {
        if (verdicts.size() > 1) {
            return Problem.unprocessable("nobody-reset", "Nobody was reset.")
                    .with("verdicts", verdicts.stream().map(VerdictView::of).toList());
        }
        Verdict.Outcome outcome = verdicts.getFirst().outcome();
        return switch (outcome) {
            case NOT_FOUND, ACCEPTED -> Problem.notFound();
            case NOT_SET_UP -> Problem.conflict("not-set-up", outcome.sentence());
            case SELF -> Problem.of(HttpStatus.FORBIDDEN, "own-account", outcome.sentence());
            case OUT_OF_REACH -> Problem.of(HttpStatus.FORBIDDEN, "out-of-reach", outcome.sentence());
            case KEY_REUSED -> Problem.unprocessable("idempotency-key-reused", outcome.sentence());
        };
    }

    private ResetProgress.View waitedFor(Supplier<ResetProgress.View> look, Duration wait) {
        Instant until = clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        ResetProgress.View view = look.get();
        while (view.state() == ResetState.ACCEPTED && clock.instant().isBefore(until) && paused()) {
            view = look.get();
        }
        return view;
    }

    /** Requests run on virtual threads: waiting holds no thread. */
    private static boolean paused() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    record Order(
            @NotEmpty @Size(max = 100) List<@Pattern(regexp = "[A-Za-z0-9_-]{1,64}") String> userIds,
            @Nullable @Size(max = 20) List<@Pattern(regexp = "[a-z0-9_]{1,32}") String> providers,
            @Nullable Level level,
            @NotBlank @Size(max = 500) String reason,
            @Nullable @Size(max = 100) String ticket) {}

    record Verdicts(List<VerdictView> resets) {}

    record VerdictView(
            String userId,
            String outcome,
            String detail,
            @Nullable String resetId,
            @Nullable Long epoch) {

        static VerdictView of(Verdict verdict) {
            return new VerdictView(
                    verdict.userId(),
                    verdict.outcome().name(),
                    verdict.outcome().sentence(),
                    verdict.resetId(),
                    verdict.epoch());
        }
    }

    record ProgressView(
            String resetId,
            String userId,
            ResetState state,
            long epoch,
            Level level,
            List<String> providers,
            String actor,
            String reason,
            @Nullable String ticket,
            Instant acceptedAt,
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
                    reset.reason(),
                    reset.ticket(),
                    reset.acceptedAt(),
                    reset.completedAt(),
                    view.effects());
        }
    }
}
