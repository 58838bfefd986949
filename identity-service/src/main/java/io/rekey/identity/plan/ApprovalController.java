package io.rekey.identity.plan;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a second person agrees to a reset, or refuses it. */
@RestController
@AllowPermission(Permission.RESET_APPROVE)
@RequestMapping("/api/v1")
class ApprovalController {

    private static final int SHOWN = 100;

    private final Plans plans;
    private final DecidePlan decidePlan;
    private final StepUp stepUp;

    ApprovalController(Plans plans, DecidePlan decidePlan, StepUp stepUp) {
        this.plans = plans;
        this.decidePlan = decidePlan;
        this.stepUp = stepUp;
    }

    /** What waits for somebody's word and was not asked for by the caller. */
    @GetMapping("/approvals")
    Waiting waiting(@AuthenticationPrincipal Caller caller) {
        return new Waiting(plans.latest(caller.organizationId(), List.of(PlanState.PENDING_APPROVAL), SHOWN).stream()
                .filter(plan -> !plan.requester().id().equals(caller.id()))
                .filter(plan -> !plan.approvers().contains(caller.id()))
                .map(PlanView::of)
                .toList());
    }

    @PostMapping("/reset-plans/{planId}/approvals")
    PlanView approve(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String planId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ResetPlan plan = decidePlan.decidable(caller, planId);
        if (!plan.approvers().contains(caller.id())) {
            stepUp.require(proof, caller, Permission.RESET_APPROVE, List.of(planId));
        }
        return PlanView.of(decidePlan.approve(caller, plan));
    }

    @PostMapping("/reset-plans/{planId}/refusal")
    PlanView refuse(
            @AuthenticationPrincipal Caller caller, @PathVariable String planId, @Valid @RequestBody Refusal body) {
        return PlanView.of(decidePlan.refuse(
                caller, decidePlan.decidable(caller, planId), body.reason().strip()));
    }

    record Waiting(List<PlanView> plans) {}

    record Refusal(@NotBlank @Size(max = 500) String reason) {}
}
