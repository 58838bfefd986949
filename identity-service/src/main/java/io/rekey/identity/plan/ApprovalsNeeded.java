package io.rekey.identity.plan;

import io.rekey.events.Actor;
import io.rekey.identity.organization.ApprovalRules;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Program;
import java.util.List;

/** How many others must agree before these users are reset (R35, R39). */
final class ApprovalsNeeded {

    private ApprovalsNeeded() {}

    /** @return 0 if the caller's word is enough */
    static int of(Caller caller, ApprovalRules rules, List<PlanTarget> targets) {
        if (isEmergency(caller)) {
            return 0;
        }
        List<PlanTarget> hit = targets.stream().filter(PlanTarget::wouldReset).toList();
        boolean needed = ofWhole(caller, rules, hit.size())
                || hit.stream().anyMatch(target -> !target.needsApproval().isEmpty());
        return needed && !hit.isEmpty() ? rules.approvers() : 0;
    }

    /** Whether the call needs agreement whoever its targets are. */
    static boolean ofWhole(Caller caller, ApprovalRules rules, int wouldReset) {
        boolean registered = caller instanceof Program program && program.needsApproval();
        return !isEmergency(caller) && (rules.always() || registered || wouldReset > rules.moreThan());
    }

    /** The operator's key, on the server: for the day on which nobody can sign in to agree. Audited and alarmed instead. */
    private static boolean isEmergency(Caller caller) {
        return caller.actor().kind() == Actor.Kind.OPERATOR;
    }
}
