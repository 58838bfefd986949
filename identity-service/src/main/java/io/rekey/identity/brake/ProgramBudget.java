package io.rekey.identity.brake;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Program;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Bounds whom a program resets in an hour by itself: a stolen key is worth no more than a stolen session. Nobody is frozen by
 * it, for there is nobody to ask; what goes beyond it is a plan that a person agrees to.
 */
@Component
class ProgramBudget {

    static final String COLLECTION = "program_paces";
    private static final Duration HOUR = Duration.ofHours(1);

    private final MongoOperations mongo;
    private final Organizations organizations;
    private final Clock clock;

    ProgramBudget(MongoOperations mongo, Organizations organizations, Clock clock) {
        this.mongo = mongo;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** @throws Problem 429 {@code too-many-resets} if it would be more than the policy's resets in an hour */
    Allowance reserve(Program program, int wanted) {
        int limit = organizations.get(program.organizationId()).policy().resetsPerHour();
        Instant now = clock.instant();
        Document counted = wanted > limit ? null : counted(program.id(), wanted, limit, now);
        if (counted == null) {
            throw refused();
        }
        Instant since = counted.getDate("since").toInstant();
        return new Allowance(limit, limit - counted.getInteger("resets"), Duration.between(now, since.plus(HOUR)));
    }

    /** Each way is one write that asks for what it takes from: of many at once none takes what is not there. */
    private @Nullable Document counted(String id, int wanted, int limit, Instant now) {
        Criteria thisHour = where("_id")
                .is(id)
                .and("since")
                .gt(now.minus(HOUR))
                .and("resets")
                .lte(limit - wanted);
        Document more = write(thisHour, new Update().inc("resets", wanted));
        if (more != null) {
            return more;
        }
        Criteria before = where("_id").is(id).and("since").lte(now.minus(HOUR));
        Document anew = write(before, new Update().set("since", now).set("resets", wanted));
        return anew == null ? first(id, wanted, now) : anew;
    }

    private @Nullable Document first(String id, int wanted, Instant now) {
        Document first = new Document("_id", id).append("since", Date.from(now)).append("resets", wanted);
        try {
            return mongo.insert(first, COLLECTION);
        } catch (DuplicateKeyException e) {
            return null; // it is there, and has not so much left
        }
    }

    private @Nullable Document write(Criteria filter, Update update) {
        return mongo.findAndModify(
                Query.query(filter),
                update,
                FindAndModifyOptions.options().returnNew(true),
                Document.class,
                COLLECTION);
    }

    private static Problem refused() {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-resets",
                "A program resets only so many people in an hour by itself. Plan them, and let a person agree.");
    }
}
