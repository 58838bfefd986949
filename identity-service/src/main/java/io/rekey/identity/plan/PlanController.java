package io.rekey.identity.plan;

import io.rekey.events.Level;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.LongPoll;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.ResetRules;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.Reader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** Planning a reset of many, looking at the plan, executing it, watching and holding it. */
@RestController
@RequestMapping("/api/v1/reset-plans")
class PlanController {

    private final MakePlan makePlan;
    private final ReadUserList readUserList;
    private final ExecutePlan executePlan;
    private final ControlPlan controlPlan;
    private final Plans plans;
    private final Providers providers;
    private final StepUp stepUp;
    private final Clock clock;

    PlanController(
            MakePlan makePlan,
            ReadUserList readUserList,
            ExecutePlan executePlan,
            ControlPlan controlPlan,
            Plans plans,
            Providers providers,
            StepUp stepUp,
            Clock clock) {
        this.makePlan = makePlan;
        this.readUserList = readUserList;
        this.executePlan = executePlan;
        this.controlPlan = controlPlan;
        this.plans = plans;
        this.providers = providers;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /** Says who would be hit and who not and why. Changes nobody. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    PlanView plan(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody OrderBody body,
            @RequestHeader(name = "Idempotency-Key") @Pattern(regexp = OrderBody.KEY) String key) {
        return PlanView.of(makePlan.draft(caller, body.order(providers, caller, key), body.users()));
    }

    /** The same for a CSV file with the column {@code user}. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    PlanView planCsv(
            @AuthenticationPrincipal Caller caller,
            Reader csv,
            @RequestParam @NotBlank @Size(max = 500) String reason,
            @RequestParam(required = false) @Nullable @Size(max = 100) String ticket,
            @RequestParam(name = "providers", defaultValue = "") @Size(max = 20)
                    List<@Pattern(regexp = "[a-z0-9_]{1,32}") String> named,
            @RequestParam(defaultValue = "USER") Level level,
            @RequestHeader(name = "Idempotency-Key") @Pattern(regexp = OrderBody.KEY) String key)
            throws IOException {
        try (csv) {
            List<String> userIds = readUserList.read(csv, caller.organizationId());
            ResetOrder order = new ResetOrder(
                    providers.requireKnown(named), level, reason.strip(), ticket, caller.id() + ":" + key);
            return PlanView.of(makePlan.draft(caller, order, userIds));
        }
    }

    /** The organization's plans, newest first. */
    @AllowPermission({Permission.MFA_RESET, Permission.RESET_APPROVE})
    @GetMapping
    PlanList list(
            @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        return new PlanList(plans.latest(caller.organizationId(), List.of(), limit).stream()
                .map(PlanView::of)
                .toList());
    }

    /** A plan and its progress; with {@code wait}, answers when it no longer runs, or when the time is up. */
    @AllowPermission({Permission.MFA_RESET, Permission.RESET_APPROVE})
    @GetMapping("/{planId}")
    PlanView show(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String planId,
            @RequestParam(name = "wait", defaultValue = "0s") @DurationFormat(style = Style.SIMPLE) Duration wait) {
        return PlanView.of(LongPoll.until(plan -> plan.state().isResting(), () -> plan(caller, planId), wait, clock));
    }

    /** The plan's targets in its order, in pages of at most 200. */
    @AllowPermission({Permission.MFA_RESET, Permission.RESET_APPROVE})
    @GetMapping("/{planId}/targets")
    TargetPage targets(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String planId,
            @RequestParam(defaultValue = "0") @Min(0) int after,
            @RequestParam(defaultValue = "") @Pattern(regexp = "[A-Z_]{0,20}") String outcome) {
        ResetPlan plan = plan(caller, planId);
        List<TargetView> targets = plans.targets(plan.id(), after).map(PlanTargets::targets).orElse(List.of()).stream()
                .map(TargetView::of)
                .filter(target -> outcome.isEmpty() || target.outcome().equals(outcome))
                .toList();
        return new TargetPage(targets, (after + 1) * PlanTargets.SIZE < plan.total() ? after + 1 : null);
    }

    /** Executes exactly this plan. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/{planId}/execution")
    @ResponseStatus(HttpStatus.ACCEPTED)
    PlanView execute(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String planId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ResetPlan plan = executePlan.startable(caller, planId);
        if (plan.state() == PlanState.DRAFT) {
            stepUp.require(proof, caller, Permission.MFA_RESET, List.of(planId));
        }
        return PlanView.of(executePlan.execute(caller, plan));
    }

    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/{planId}/pause")
    PlanView pause(@AuthenticationPrincipal Caller caller, @PathVariable String planId) {
        return PlanView.of(controlPlan.pause(caller, planId));
    }

    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/{planId}/resumption")
    PlanView resume(@AuthenticationPrincipal Caller caller, @PathVariable String planId) {
        return PlanView.of(controlPlan.resume(caller, planId));
    }

    /** Ends it: those who were reset stay so, nobody else will be. */
    @AllowPermission(Permission.MFA_RESET)
    @PostMapping("/{planId}/stop")
    PlanView stop(@AuthenticationPrincipal Caller caller, @PathVariable String planId) {
        return PlanView.of(controlPlan.stop(caller, planId));
    }

    private ResetPlan plan(Caller caller, String planId) {
        return plans.find(planId, caller.organizationId()).orElseThrow(Problem::notFound);
    }

    record PlanList(List<PlanView> plans) {}

    /** @param next what the next page comes {@code after}; absent at the last */
    record TargetPage(List<TargetView> targets, @Nullable Integer next) {}

    /**
     * One user in a plan.
     *
     * @param outcome what would become of them, or has
     * @param hits authenticators that are void then, as {@code USER:google}
     * @param resetId what to watch; absent for whoever is not reset yet
     */
    record TargetView(
            String userId,
            String username,
            String outcome,
            String detail,
            List<String> hits,
            Set<ResetRules.NeedsApproval> needsApproval,
            @Nullable String resetId) {

        static TargetView of(PlanTarget target) {
            String outcome = target.result() == null ? target.outcome() : target.result();
            boolean accepted = outcome.equals(Verdict.Outcome.ACCEPTED.name());
            return new TargetView(
                    target.userId(),
                    target.username(),
                    outcome,
                    target.detail(),
                    target.hits(),
                    target.needsApproval(),
                    accepted ? target.resetId() : null);
        }
    }
}
