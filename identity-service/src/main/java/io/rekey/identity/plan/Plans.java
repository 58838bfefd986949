package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** All plans. Every change of a plan is one guarded write of its one small document, with the event that tells it. */
@Repository
class Plans {

    static final String COLLECTION = "reset_plans";
    static final String TARGETS = "reset_plan_targets";
    private static final FindAndModifyOptions NEW =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;

    Plans(MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    Optional<ResetPlan> find(String id, String organizationId) {
        Query query = Query.query(where("_id").is(id).and("organizationId").is(organizationId));
        return Optional.ofNullable(mongo.findOne(query, ResetPlan.class));
    }

    Optional<ResetPlan> findByKey(String key) {
        return Optional.ofNullable(mongo.findOne(Query.query(where("key").is(key)), ResetPlan.class));
    }

    /**
     * Inserts a plan with its targets. The targets come first: a plan that can be found has all of its own, and a crash in
     * between leaves documents that nothing points to.
     *
     * @return the plan, or the one that the same call has made before
     */
    ResetPlan insert(ResetPlan plan, List<PlanTarget> targets, IdentityEvent... events) {
        for (int first = 0, number = 0; first < targets.size(); first += PlanTargets.SIZE, number++) {
            int last = Math.min(first + PlanTargets.SIZE, targets.size());
            mongo.insert(PlanTargets.of(plan.id(), number, List.copyOf(targets.subList(first, last))));
        }
        org.bson.Document document = new org.bson.Document();
        mongo.getConverter().write(plan, document);
        try {
            for (IdentityEvent event : events) {
                outbox.attach(document, event); // a plan begins with one event at most
            }
            mongo.insert(document, COLLECTION);
            outbox.nudge();
            return plan;
        } catch (DuplicateKeyException e) {
            return findByKey(plan.key()).orElseThrow(() -> e);
        }
    }

    Optional<PlanTargets> targets(String planId, int number) {
        return Optional.ofNullable(mongo.findById(PlanTargets.idOf(planId, number), PlanTargets.class));
    }

    /** Whether somebody is one of those whom a plan would reset. */
    boolean isTarget(String planId, String userId) {
        Query query =
                Query.query(where("planId").is(planId).and("targets.userId").is(userId));
        return mongo.exists(query, PlanTargets.class);
    }

    void saveResults(PlanTargets wave) {
        mongo.updateFirst(
                Query.query(where("_id").is(wave.id())),
                new Update().set("targets", wave.targets()),
                PlanTargets.class);
    }

    /** One guarded write with its events; empty if the filter did not match any more. */
    Optional<ResetPlan> update(Criteria filter, Update update, IdentityEvent... events) {
        List<EncodedEvent> entries = Arrays.stream(events).map(outbox::entry).toList();
        Update written = entries.isEmpty() ? update : outbox.append(update, entries);
        Optional<ResetPlan> plan =
                Optional.ofNullable(mongo.findAndModify(Query.query(filter), written, NEW, ResetPlan.class));
        plan.ifPresent(changed -> outbox.nudge());
        return plan;
    }

    /** Plans in some states whose time is up at a moment, for those who end them. */
    List<ResetPlan> due(Collection<PlanState> states, Instant before, int limit) {
        Query query = Query.query(
                        where("state").in(names(states)).and("expiresAt").lte(before))
                .limit(limit);
        return mongo.find(query, ResetPlan.class);
    }

    /** Plans that are to be worked on. */
    List<ResetPlan> running(int limit) {
        return mongo.find(
                Query.query(where("state").is(PlanState.RUNNING.name())).limit(limit), ResetPlan.class);
    }

    /** An organization's plans, newest first; ids rise with time. */
    List<ResetPlan> latest(String organizationId, Collection<PlanState> states, int limit) {
        Criteria criteria = where("organizationId").is(organizationId);
        if (!states.isEmpty()) {
            criteria.and("state").in(names(states));
        }
        Query query = Query.query(criteria)
                .with(Sort.by(Sort.Direction.DESC, "_id"))
                .limit(limit)
                .maxTimeMsec(2_000);
        return mongo.find(query, ResetPlan.class);
    }

    private static List<String> names(Collection<PlanState> states) {
        return states.stream().map(PlanState::name).toList();
    }
}
