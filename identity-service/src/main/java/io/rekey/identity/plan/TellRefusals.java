package io.rekey.identity.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.MfaResetRefused;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Tells those who watch that somebody was not reset, and on whose word (R79). Told of the first of a call only: whoever sends
 * ten thousand ids that are none of theirs is seen by twenty as well.
 */
@Component
class TellRefusals {

    private static final int TOLD = 20;

    private final Users users;
    private final Clock clock;

    TellRefusals(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    void tell(Caller caller, ResetOrder order, List<Verdict> verdicts) {
        if (caller instanceof Person person) { // a program's refusals stand in its own answers
            verdicts.stream()
                    .filter(verdict -> !verdict.isAccepted())
                    .filter(verdict -> verdict.outcome() != Verdict.Outcome.PENDING_APPROVAL)
                    .limit(TOLD)
                    .forEach(verdict -> tell(person, order, verdict));
        }
    }

    /** In the requester's own document: there may be no such user, and what is foreign is not touched. */
    private void tell(Person person, ResetOrder order, Verdict refused) {
        users.update(
                where("_id").is(person.id()),
                new Update().inc("version", 1),
                new MfaResetRefused(
                        refused.userId(),
                        person.organizationId(),
                        person.actor(),
                        order.level(),
                        order.providers(),
                        refused.outcome().name(),
                        order.reason(),
                        clock.instant()));
    }
}
