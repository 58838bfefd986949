package io.rekey.identity.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.TwoFactorResumed;
import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.messaging.outbox.Outbox;
import java.util.Optional;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The one suspension of two factors that there may be; each step is one write with its event. */
@Repository
public class Suspensions {

    private final Organizations organizations;
    private final MongoOperations mongo;
    private final Outbox<IdentityEvent> outbox;

    Suspensions(Organizations organizations, MongoOperations mongo, Outbox<IdentityEvent> outbox) {
        this.organizations = organizations;
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** What was written down last and not ended since; it may have run out. */
    public Optional<Suspension> find() {
        return organizations.stored(Organizations.PLATFORM).map(StoredOrganization::suspension);
    }

    /** Begins one, in place of another that may hold. */
    public void begin(Suspension suspension, TwoFactorSuspended event) {
        organizations.createPlatformIfAbsent();
        write(where("_id").is(Organizations.PLATFORM), new Update().set("suspension", suspension), event);
    }

    /** Ends exactly this one. @return whether it was there to be ended: of any number of callers one ends it */
    public boolean end(Suspension suspension, TwoFactorResumed event) {
        Criteria unchanged = where("_id")
                .is(Organizations.PLATFORM)
                .and("suspension.at")
                .is(suspension.at())
                .and("suspension.until")
                .is(suspension.until());
        return write(unchanged, new Update().unset("suspension"), event);
    }

    private boolean write(Criteria filter, Update update, IdentityEvent event) {
        boolean written = mongo.updateFirst(Query.query(filter), outbox.append(update, event), StoredOrganization.class)
                        .getModifiedCount()
                == 1;
        if (written) {
            outbox.nudge();
        }
        return written;
    }
}
