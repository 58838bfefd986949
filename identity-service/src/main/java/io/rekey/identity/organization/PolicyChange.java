package io.rekey.identity.organization;

import io.rekey.events.identity.PolicyChanged;
import java.time.Instant;
import java.util.List;

/**
 * One entry in the history of a policy.
 *
 * @param version which the change made
 * @param actor the id of whoever made it
 */
public record PolicyChange(int version, Instant at, String actor, List<PolicyChanged.Change> changes) {

    static PolicyChange of(PolicyChanged event) {
        return new PolicyChange(event.version(), event.at(), event.actor().id(), event.changes());
    }
}
