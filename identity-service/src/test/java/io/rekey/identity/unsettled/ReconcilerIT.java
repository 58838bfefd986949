package io.rekey.identity.unsettled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** I1: no reset is lost, whatever becomes of the broker. */
class ReconcilerIT extends RunningIdentity {

    @Autowired
    Reconciler reconciler;

    private Person marta;
    private String resetId;

    @BeforeEach
    void resetMarta() {
        Query others = Query.query(Criteria.where("hasUnsettled").is(true));
        mongo.updateMulti(others, new Update().unset("hasUnsettled"), Users.COLLECTION); // of tests that are over
        marta = user();
        resetBySomebody(marta);
        resetId = stored(marta).getList("unsettled", Document.class).getFirst().getString("cause");
        assertThat(sent()).hasSize(1); // two of one id in the outbox would leave as one
    }

    @Test
    void waitsTwoMinutesAndSendsTheSameEventAgain() {
        reconciler.reconcile();
        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        reconciler.reconcile();
        assertThat(sent()).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        reconciler.reconcile();
        assertThat(sent()).hasSize(2);
        assertThat(sent().stream().distinct()).as("the same id and content").hasSize(1);
    }

    @Test
    void hasPatienceAgainAfterEachTime() {
        clock.advance(Duration.ofMinutes(2));
        reconciler.reconcile();
        reconciler.reconcile();
        assertThat(sent()).hasSize(2);
        clock.advance(Duration.ofMinutes(2));
        reconciler.reconcile();
        assertThat(sent()).hasSize(3);
    }

    @Test
    void sendsOnceWhenSeveralInstancesReconcileAtOnce() throws Exception {
        clock.advance(Duration.ofMinutes(2));
        Race.times(6, () -> {
            reconciler.reconcile();
            return true;
        });
        assertThat(sent()).hasSize(2);
    }

    @Test
    void goesOnUntilTheLastReceiptIsThere() throws Exception {
        topics.say(new EnrollmentsCleared(resetId, marta.id(), ACME, 2, 1, clock.instant()));
        topics.say(new TrustedDevicesPurged(resetId, marta.id(), ACME, 2, 0, clock.instant()));
        await().until(() -> owing().equals(List.of("notification-service")));
        clock.advance(Duration.ofMinutes(2));
        reconciler.reconcile();
        assertThat(sent()).hasSize(2);

        topics.say(new MailHandedOver("m", "reset", resetId, marta.id(), ACME, 2, 0, 1, clock.instant()));
        await().until(() -> !stored(marta).containsKey("hasUnsettled"));
        assertThat(stored(marta).getList("unsettled", Document.class)).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        reconciler.reconcile();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void settlesOnlyWhatAReceiptNames() throws Exception {
        topics.say(new EnrollmentsCleared("another", marta.id(), ACME, 2, 1, clock.instant()));
        topics.say(new MailHandedOver("m", "reset-completed", resetId, marta.id(), ACME, 2, 0, 1, clock.instant()));
        topics.say(new TrustedDevicesPurged(resetId, marta.id(), ACME, 2, 0, clock.instant()));
        await().until(() -> !owing().contains("device-service"));
        assertThat(owing()).containsExactlyInAnyOrder("mfa-service", "notification-service");
    }

    private List<String> owing() {
        List<Document> unsettled = stored(marta).getList("unsettled", Document.class);
        return unsettled.isEmpty() ? List.of() : unsettled.getFirst().getList("awaiting", String.class);
    }

    private List<ReceivedEvent<IdentityEvent>> sent() {
        await().until(() -> stored(marta).getList("outbox", Document.class).isEmpty());
        return topics.heardAbout(marta.id()).stream()
                .filter(event -> event.payload() instanceof MfaResetRequested)
                .toList();
    }
}
