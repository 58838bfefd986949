package io.rekey.identity.plan;

import io.rekey.identity.access.Permission;
import io.rekey.identity.apiclient.KnownProgram;
import io.rekey.identity.apiclient.Programs;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks anew, when a plan is executed, whether those whose word it rests on still have that word (A05). */
@Component
class Requesters {

    private final Users users;
    private final Programs programs;

    Requesters(Users users, Programs programs) {
        this.users = users;
        this.programs = programs;
    }

    /** On whose word the plan is executed now; empty if the requester may no longer reset, or too few of those who agreed may. */
    Optional<ResetAuthority> authority(ResetPlan plan) {
        long stillAgreed = plan.approvers().stream()
                .filter(id -> holds(id, plan.organizationId(), Permission.RESET_APPROVE))
                .count();
        return stillAgreed < plan.approvalsNeeded() ? Optional.empty() : requester(plan);
    }

    private Optional<ResetAuthority> requester(ResetPlan plan) {
        return switch (plan.requester().kind()) {
            case USER ->
                users.find(plan.requester().id())
                        .filter(user -> holds(user, plan.organizationId(), Permission.MFA_RESET))
                        .map(user -> authority(plan, user.highestRole()));
            case OPERATOR, PORTAL, SERVICE ->
                programs.find(plan.requester().id())
                        .map(KnownProgram::program)
                        .filter(program -> program.may(Permission.MFA_RESET))
                        .map(program -> authority(plan, program.role()));
        };
    }

    private boolean holds(String id, String organizationId, Permission permission) {
        return users.find(id)
                .filter(user -> holds(user, organizationId, permission))
                .isPresent();
    }

    private static boolean holds(User user, String organizationId, Permission permission) {
        boolean there = user.organizationId().equals(organizationId) || user.highestRole() == Role.OPERATOR;
        return there
                && user.isActive()
                && !user.isFrozen()
                && user.permissions().contains(permission);
    }

    private static ResetAuthority authority(ResetPlan plan, Role role) {
        return new ResetAuthority(
                plan.requester().id(),
                plan.organizationId(),
                role.outOfReach(),
                plan.requester().actor(),
                plan.approvers());
    }
}
