package io.rekey.identity.signin;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Reservation;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Sign-ins under way. */
@Repository
public class SignIns {

    private final MongoOperations mongo;
    private final Clock clock;

    SignIns(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    public void insert(SignIn signIn) {
        mongo.insert(signIn);
    }

    /** @throws Problem 409 if there is none that waits for this, or it has run out */
    public SignIn require(OpaqueToken token, SignIn.Stage stage) {
        SignIn signIn = mongo.findById(token.hash(), SignIn.class);
        if (signIn == null || signIn.stage() != stage || !clock.instant().isBefore(signIn.expiresAt())) {
            throw SecondFactors.startAgain();
        }
        return signIn;
    }

    public void remember(SignIn signIn, Reservation reservation) {
        mongo.updateFirst(byId(signIn), new Update().set("reservation", reservation), SignIn.class);
    }

    public void delete(SignIn signIn) {
        mongo.remove(byId(signIn), SignIn.class);
    }

    /** The time is part of every check; this only keeps the database clean. */
    @Scheduled(
            fixedDelayString = "${rekey.sign-in.sweep-interval:60s}",
            initialDelayString = "${rekey.sign-in.sweep-interval:60s}")
    void sweep() {
        mongo.remove(Query.query(where("expiresAt").lt(clock.instant())), SignIn.class);
    }

    private static Query byId(SignIn signIn) {
        return Query.query(where("_id").is(signIn.id()));
    }
}
