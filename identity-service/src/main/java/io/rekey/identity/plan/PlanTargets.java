package io.rekey.identity.plan;

import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One wave of a plan's targets.
 *
 * @param id the plan's id and the number, so that a repeated insert hits the same document
 * @param number from 0 on
 */
@Document(Plans.TARGETS)
@TypeAlias("resetPlanTargets")
record PlanTargets(@Id String id, String planId, int number, List<PlanTarget> targets) {

    /** How many users are reset together, between two looks at whether to go on. */
    static final int SIZE = 200;

    static PlanTargets of(String planId, int number, List<PlanTarget> targets) {
        return new PlanTargets(idOf(planId, number), planId, number, targets);
    }

    static String idOf(String planId, int number) {
        return planId + ":" + number;
    }
}
