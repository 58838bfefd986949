package io.rekey.identity.plan;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.brake.Allowance;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Asking for resets. */
@RestController
class OrderController {

    private final PlaceOrder placeOrder;
    private final Providers providers;
    private final StepUp stepUp;

    OrderController(PlaceOrder placeOrder, Providers providers, StepUp stepUp) {
        this.placeOrder = placeOrder;
        this.providers = providers;
        this.stepUp = stepUp;
    }

    /**
     * Resets users. 202 if at least one was accepted, or waits for approval: from that answer on, nothing old opens the
     * accounts of those accepted. A single id that is refused answers with the refusal's own status.
     */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/api/v1/resets")
    ResponseEntity<Verdicts> reset(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody OrderBody body,
            @RequestHeader(name = "Idempotency-Key") @Pattern(regexp = OrderBody.KEY) String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        List<String> userIds = body.users();
        ResetOrder order = body.order(providers, caller, key);
        PlaceOrder.Placed placed = placeOrder
                .before(caller, order, userIds)
                .map(verdicts -> new PlaceOrder.Placed(verdicts, null))
                .orElseGet(() -> {
                    stepUp.require(proof, caller, Permission.MFA_RESET, userIds);
                    return placeOrder.place(caller, order, userIds);
                });
        if (placed.verdicts().stream().noneMatch(OrderController::isTaken)) {
            throw refused(placed.verdicts());
        }
        return ResponseEntity.accepted()
                .headers(headers -> tell(placed.allowance(), headers))
                .body(new Verdicts(
                        placed.verdicts().stream().map(VerdictView::of).toList()));
    }

    private static boolean isTaken(Verdict verdict) {
        return verdict.isAccepted() || verdict.outcome() == Verdict.Outcome.PENDING_APPROVAL;
    }

    private static void tell(@Nullable Allowance allowance, HttpHeaders headers) {
        if (allowance != null) {
            headers.add("RateLimit-Policy", allowance.policyHeader());
            headers.add("RateLimit", allowance.header());
        }
    }

    private static Problem refused(List<Verdict> verdicts) {
        if (verdicts.size() > 1) {
            return Problem.unprocessable("nobody-reset", "Nobody was reset.")
                    .with("verdicts", verdicts.stream().map(VerdictView::of).toList());
        }
        Verdict.Outcome outcome = verdicts.getFirst().outcome();
        return switch (outcome) {
            case NOT_FOUND, ACCEPTED, PENDING_APPROVAL -> Problem.notFound();
            case NOT_SET_UP -> Problem.conflict("not-set-up", outcome.sentence());
            case SELF -> Problem.of(HttpStatus.FORBIDDEN, "own-account", outcome.sentence());
            case OUT_OF_REACH -> Problem.of(HttpStatus.FORBIDDEN, "out-of-reach", outcome.sentence());
            case TOO_MANY -> Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-resets", outcome.sentence());
            case KEY_REUSED -> Problem.unprocessable("idempotency-key-reused", outcome.sentence());
        };
    }

    record Verdicts(List<VerdictView> resets) {}

    record VerdictView(
            String userId,
            String outcome,
            String detail,
            @Nullable String resetId,
            @Nullable String planId,
            @Nullable Long epoch) {

        static VerdictView of(Verdict verdict) {
            return new VerdictView(
                    verdict.userId(),
                    verdict.outcome().name(),
                    verdict.outcome().sentence(),
                    verdict.resetId(),
                    verdict.planId(),
                    verdict.epoch());
        }
    }
}
