package io.rekey.identity.reset;

import io.rekey.events.Actor;
import io.rekey.identity.session.Caller;
import java.util.List;
import java.util.Set;

/**
 * On whose word somebody is reset.
 *
 * @param id the requester's; nobody resets themselves by this door
 * @param organizationId the one that the reset is asked for in
 * @param outOfReach roles that the requester must not touch
 * @param approvers who else agreed; empty if nobody had to
 */
public record ResetAuthority(
        String id, String organizationId, Set<String> outOfReach, Actor actor, List<String> approvers) {

    public ResetAuthority {
        outOfReach = Set.copyOf(outOfReach);
        approvers = List.copyOf(approvers);
    }

    /** A caller's own word. */
    public static ResetAuthority of(Caller caller) {
        return new ResetAuthority(caller.id(), caller.organizationId(), caller.outOfReach(), caller.actor(), List.of());
    }
}
