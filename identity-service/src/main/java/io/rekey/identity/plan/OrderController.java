package io.rekey.identity.plan;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Asking for resets. */
@RestController
class OrderController {

    private final TakeOrder takeOrder;
    private final Providers providers;

    OrderController(TakeOrder takeOrder, Providers providers) {
        this.takeOrder = takeOrder;
        this.providers = providers;
    }

    /**
     * Resets users. 202 if at least one was accepted, or waits for approval: from that answer on, nothing old opens the
     * accounts of those accepted. A single id that is refused answers with the refusal's own status.
     */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/api/v1/resets")
    ResponseEntity<TakeOrder.Verdicts> reset(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody OrderBody body,
            @RequestHeader(name = "Idempotency-Key") @Pattern(regexp = OrderBody.KEY) String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ResetOrder order = body.order(providers, caller, key);
        TakeOrder.Taken taken = takeOrder.take(caller, order, body.users(), proof);
        return taken.answer(new TakeOrder.Verdicts(taken.resets()));
    }
}
