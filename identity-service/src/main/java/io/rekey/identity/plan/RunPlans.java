package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.ResetPlanEnded;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetState;
import io.rekey.identity.reset.Verdict;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works through running plans, wave by wave. A plan's document says how far it has come; a wave that a crash cut off is done
 * again from its beginning, and each user's own document remembers the plan's key: nobody is reset twice, nobody is left
 * out. One instance at a time holds a plan, by a lease that its death lets run out.
 */
@Component
class RunPlans {

    private static final Logger log = LoggerFactory.getLogger(RunPlans.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 20;

    private final Plans plans;
    private final Requesters requesters;
    private final ResetInWaves waves;
    private final PlacedResets placed;
    private final Clock clock;
    private final String self = EventCodec.newId();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();

    RunPlans(Plans plans, Requesters requesters, ResetInWaves waves, PlacedResets placed, Clock clock) {
        this.plans = plans;
        this.requesters = requesters;
        this.waves = waves;
        this.placed = placed;
        this.clock = clock;
    }

    /** Begins soon, on another thread; if it is lost, the schedule finds the plan. */
    void nudge() {
        wanted.set(true);
        Thread.ofVirtual().name("reset-plans").start(this::run);
    }

    @Scheduled(fixedDelayString = "${rekey.plan.interval:5s}", initialDelayString = "${rekey.plan.interval:5s}")
    void scheduled() {
        wanted.set(true);
        run();
    }

    /** One thread of an instance at a time; whoever comes meanwhile makes it look once more. */
    void run() {
        while (wanted.get() && busy.compareAndSet(false, true)) {
            try {
                wanted.set(false);
                plans.running(AT_ONCE).forEach(this::workOn);
            } catch (DataAccessException e) {
                log.warn("plans wait, the database cannot be reached");
            } finally {
                busy.set(false);
            }
        }
    }

    /** A plan that cannot go on now is tried again, and holds up no other. */
    private void workOn(ResetPlan plan) {
        try {
            work(plan);
        } catch (RuntimeException e) {
            log.warn("plan {} waits: {}", plan.id(), e.getClass().getSimpleName());
        }
    }

    private void work(ResetPlan listed) {
        Optional<ResetPlan> held = hold(listed.id());
        while (held.isPresent()) {
            ResetPlan plan = held.get();
            if (plan.done() >= plan.total()) {
                end(plan, PlanState.DONE, null);
                return;
            }
            Optional<ResetAuthority> authority = requesters.authority(plan);
            if (authority.isEmpty()) {
                end(plan, PlanState.STOPPED, "Who asked for it, or who agreed to it, may not do so any more.");
                return;
            }
            advance(plan, authority.get());
            held = hold(plan.id());
        }
    }

    /** Takes the plan, or keeps it. Empty if somebody paused or stopped it, or another instance has it. */
    private Optional<ResetPlan> hold(String planId) {
        Instant now = clock.instant();
        Criteria free = where("_id")
                .is(planId)
                .and("state")
                .is(PlanState.RUNNING.name())
                .orOperator(
                        where("lease").is(null),
                        where("lease.owner").is(self),
                        where("lease.until").lt(now));
        return plans.update(free, new Update().set("lease.owner", self).set("lease.until", now.plus(LEASE)));
    }

    private void advance(ResetPlan plan, ResetAuthority authority) {
        PlanTargets wave = plans.targets(plan.id(), plan.done() / PlanTargets.SIZE)
                .orElseThrow(() -> new IllegalStateException("a plan lacks a wave"));
        List<PlanTarget> judged = judged(plan, authority, wave.targets());
        plans.saveResults(new PlanTargets(wave.id(), wave.planId(), wave.number(), judged));
        int accepted = (int) judged.stream().filter(RunPlans::isAccepted).count();
        // Also of a plan that was stopped meanwhile: these users were reset, and it must say so.
        Criteria asRead = where("_id").is(plan.id()).and("done").is(plan.done());
        plans.update(
                asRead,
                new Update()
                        .inc("done", judged.size())
                        .inc("accepted", accepted)
                        .inc("refused", judged.size() - accepted));
    }

    private List<PlanTarget> judged(ResetPlan plan, ResetAuthority authority, List<PlanTarget> targets) {
        List<PlanTarget> would = targets.stream().filter(PlanTarget::wouldReset).toList();
        List<Verdict> verdicts = waves.reset(authority, plan.order(), would);
        List<PlanTarget> judged = new ArrayList<>(targets.size());
        int next = 0;
        for (PlanTarget target : targets) {
            judged.add(target.with(target.wouldReset() ? verdicts.get(next++) : target.refusal()));
        }
        return judged;
    }

    private static boolean isAccepted(PlanTarget target) {
        return Verdict.Outcome.ACCEPTED.name().equals(target.result());
    }

    private void end(ResetPlan plan, PlanState as, @org.jspecify.annotations.Nullable String why) {
        Instant now = clock.instant();
        Criteria running = where("_id").is(plan.id()).and("state").is(PlanState.RUNNING.name());
        Update update = new Update()
                .set("state", as.name())
                .set("endedAt", now)
                .set("why", why)
                .unset("lease");
        plans.update(running, update, ended(plan, as, now))
                .ifPresent(over -> placed.end(
                        over, ResetState.REFUSED, why == null ? "It could no longer be done when it was to be." : why));
    }

    /** What is told of a plan that worked on users and is over. */
    static ResetPlanEnded ended(ResetPlan plan, PlanState as, Instant now) {
        ResetPlanEnded.Outcome outcome =
                as == PlanState.DONE ? ResetPlanEnded.Outcome.DONE : ResetPlanEnded.Outcome.STOPPED;
        return new ResetPlanEnded(
                plan.id(), plan.requester().id(), plan.organizationId(), outcome, plan.accepted(), plan.refused(), now);
    }
}
