package io.rekey.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.organization.Organizations;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What organizations decided a moment ago, past the API: for tests that are about what follows from it. */
public final class Decisions {

    private Decisions() {}

    /** @param value as it is written down: durations as text */
    public static void decide(MongoOperations mongo, String organization, String setting, Object value) {
        Query query = Query.query(where("_id").is(organization));
        mongo.updateFirst(query, new Update().set("policy." + setting, value), Organizations.COLLECTION);
    }

    /** Nothing is decided for the platform, and nothing is suspended. All tests share that document. */
    public static void forgetPlatform(MongoOperations mongo) {
        mongo.remove(Query.query(where("_id").is(Organizations.PLATFORM)), Organizations.COLLECTION);
    }
}
