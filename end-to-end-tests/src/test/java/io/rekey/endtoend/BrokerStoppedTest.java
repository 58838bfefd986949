package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.rekey.testbackends.Backends;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The fence with Kafka stopped (invariant I2): after a 202 nothing of the probe set is accepted although no other service
 * has heard of the reset. Take the fence out, and this fails: the last test does take it out, in the database.
 */
class BrokerStoppedTest {

    private final Acme acme = Acme.shared();

    @AfterEach
    void startTheBrokerAgain() {
        Backends.kafka().start();
    }

    @Test
    void aResetIsSafeWhileTheBrokerIsDownAndCompleteWhenItComesBack() {
        Person marta = acme.member("marta").signIn(true);
        Artifacts old = Artifacts.of(marta);
        Backends.kafka().stop();

        String resetId = acme.reset(marta);

        old.areAllRefused();
        assertThat(acme.progress(resetId).text("state")).isEqualTo("ACCEPTED");
        assertThat(marta.inbox.mails()).hasSize(1);

        Backends.kafka().start();
        acme.awaitState(resetId, "AWAITING_ENROLLMENT");
        marta.browser = acme.platform.browser();
        assertThat(marta.setUpFrom(marta.inbox.awaitLink(2)).text("state")).isEqualTo("SET_UP");
        assertThat(marta.signIn().isSignedIn()).isTrue();
        old.areAllRefused();
    }

    @Test
    void withoutAResetAllOfItOpensTheAccountWhileTheBrokerIsDown() {
        Person marta = acme.member("marta").signIn(true);
        Artifacts present = Artifacts.of(marta);
        Backends.kafka().stop();

        present.areAllAccepted();
    }

    @Test
    void withItsFenceTakenOutTheSameResetProtectsNobody() {
        Person marta = acme.member("marta").signIn(true);
        Artifacts old = Artifacts.of(marta);
        Backends.kafka().stop();
        Document fences = user(marta).get("fences", Document.class);
        long epoch = user(marta).getLong("epoch");
        acme.reset(marta);

        takeTheFenceOut(marta, fences, epoch);

        Acme.shared().nextCodes();
        assertThat(marta.givePassword(old.trusted().copy()).text("state"))
                .as("the trusted device")
                .isEqualTo("SIGNED_IN");
        marta.browser = acme.platform.browser();
        assertThat(marta.signIn().isSignedIn()).as("the old phone").isTrue();
    }

    @Test
    void theWayBackBySigningInIsOpenWhileTheBrokerIsDown() {
        Person marta = acme.member("marta");
        Backends.kafka().stop();
        String resetId = acme.reset(marta);

        marta.browser = acme.platform.browser();
        marta.givePassword();
        assertThat(marta.finishSetUp().text("state")).isEqualTo("SIGNED_IN");

        Backends.kafka().start();
        acme.awaitState(resetId, "COMPLETED");
        assertThat(marta.isSignedIn()).isTrue();
        acme.nextCodes();
        assertThat(marta.signIn().isSignedIn())
                .as("the late event spared the new authenticator")
                .isTrue();
        acme.awaitMailSuperseded(marta);
    }

    private void takeTheFenceOut(Person person, Document fences, long epoch) {
        inUsers(users -> users.updateOne(
                Filters.eq(person.userId),
                Updates.combine(Updates.set("fences", fences), Updates.set("epoch", epoch))));
    }

    private Document user(Person person) {
        return inUsers(users -> users.find(Filters.eq(person.userId)).first());
    }

    private <T> T inUsers(java.util.function.Function<com.mongodb.client.MongoCollection<Document>, T> work) {
        com.mongodb.ConnectionString uri =
                new com.mongodb.ConnectionString(acme.platform.mongoUris.get("identity-service"));
        try (MongoClient client = MongoClients.create(uri)) {
            return work.apply(client.getDatabase(uri.getDatabase()).getCollection("users"));
        }
    }
}
