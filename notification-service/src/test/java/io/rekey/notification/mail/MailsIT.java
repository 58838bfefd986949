package io.rekey.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import io.rekey.events.Actor;
import io.rekey.events.notification.NotificationEvent;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.messaging.outbox.OutboxFactory;
import io.rekey.notification.mail.Mail.State;
import io.rekey.testbackends.Backends;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** The queue's writes on a real wire server. */
class MailsIT {

    private static final Instant NOW = Instant.parse("2026-11-22T09:14:00.417Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    private MongoTemplate mongo;
    private Mails mails;

    @BeforeEach
    void newDatabase() {
        mongo = new MongoTemplate(new SimpleMongoClientDatabaseFactory(Backends.mongoUri("mails")));
        var topic = new EventTopic<>(
                NotificationEvent.TOPIC,
                NotificationEvent.NAMESPACE,
                NotificationEvent.SOURCE,
                NotificationEvent.class,
                NotificationEvent::userId);
        var outboxes = new OutboxFactory(new EventCodec(), Clock.systemUTC(), Tracer.NOOP);
        mails = new Mails(mongo, outboxes.outbox(topic));
        mails.ensureIndexes();
    }

    @Test
    void keepsTheFirstOfTwoEqualOrders() {
        assertThat(mails.insert(Mail.queued(order("e1"), NOW))).isTrue();
        assertThat(mails.insert(Mail.queued(order("e1"), NOW.plusSeconds(9)))).isFalse();
        assertThat(mails.find("e1.reset.0")).contains(Mail.queued(order("e1"), NOW));
    }

    @Test
    void keepsOneMailForEachRecipientOfOneEvent() {
        MailOrder toMany = order("e1").notAfter(NOW.plusSeconds(60)).by(Actor.user("u-ada"));
        assertThat(mails.insert(Mail.queued(toMany.to("u-grace"), NOW))).isTrue();
        assertThat(mails.insert(Mail.queued(toMany.to("u-linus"), NOW))).isTrue();
        assertThat(mails.insert(Mail.queued(toMany.to("u-grace"), NOW))).isFalse();
        assertThat(mails.find("e1.reset.0")).as("the event's own user").isEmpty();
        Mail grace = mails.find("e1.reset.0.u-grace").orElseThrow();
        assertThat(grace).isEqualTo(Mail.queued(toMany.to("u-grace"), NOW));
        assertThat(grace.userId()).isEqualTo("u-grace");
        mails.markHandedOver(grace, NOW);
        assertThat(mails.handedOver("u-grace", NOW.minusSeconds(1), 9))
                .as("counts for who got it")
                .isOne();
        assertThat(mails.handedOver("u-marta", NOW.minusSeconds(1), 9)).isZero();
    }

    @Test
    void readsAMailFromBeforeItCouldHaveAnEnd() {
        mails.insert(Mail.queued(order("e1"), NOW));
        Document stored = mongo.findById("e1.reset.0", Document.class, "mails");
        assertThat(stored).doesNotContainKeys("byId", "notAfter");
        Mail mail = mails.claim("e1.reset.0", NOW, LEASE).orElseThrow();
        assertThat(mail.isOver(NOW.plus(Duration.ofDays(365)))).isFalse();
    }

    @Test
    void givesADueMailToOneOfManySenders() throws Exception {
        mails.insert(Mail.queued(order("e1"), NOW));
        assertThat(together(16, () -> mails.claim("e1.reset.0", NOW, LEASE).isPresent()))
                .containsOnlyOnce(true);
    }

    @Test
    void givesTheMailOfADeadSenderToAnotherWhenTheLeaseIsOver() {
        mails.insert(Mail.queued(order("e1"), NOW));
        Mail first = mails.claim("e1.reset.0", NOW, LEASE).orElseThrow();
        assertThat(mails.due(NOW.plus(LEASE).minusMillis(1), 10)).isEmpty();
        assertThat(mails.due(NOW.plus(LEASE), 10)).containsExactly("e1.reset.0");
        Mail second = mails.claim("e1.reset.0", NOW.plus(LEASE), LEASE).orElseThrow();
        assertThat(second.claim()).isNotEqualTo(first.claim());
        mails.tryAgain(first, NOW);
        assertThat(mails.markFailed(first, "550", NOW))
                .as("the first has lost its claim")
                .isFalse();
        assertThat(mails.find("e1.reset.0")).contains(second);
        assertThat(mails.markHandedOver(first, NOW))
                .as("but what was sent was sent")
                .isTrue();
        assertThat(mails.markHandedOver(second, NOW)).isFalse();
        assertThat(outboxOf("e1.reset.0")).hasSize(1);
    }

    @Test
    void marksAMailOnceWhateverEndsItFirst() throws Exception {
        mails.insert(Mail.queued(order("e1"), NOW));
        Mail mail = mails.claim("e1.reset.0", NOW, LEASE).orElseThrow();
        List<Boolean> won = new ArrayList<>(together(8, () -> mails.markHandedOver(mail, NOW)));
        won.add(mails.markSuperseded(mail, NOW));
        won.add(mails.markFailed(mail, "550", NOW));
        assertThat(won).containsOnlyOnce(true);
        assertThat(mails.find("e1.reset.0").orElseThrow().state()).isEqualTo(State.HANDED_OVER);
        assertThat(outboxOf("e1.reset.0")).hasSize(1);
    }

    @Test
    void givesTheReceiptOfAFinalMailAgainAndOfNoOther() {
        mails.insert(Mail.queued(order("e1"), NOW));
        mails.receiptAgain(mails.find("e1.reset.0").orElseThrow());
        assertThat(outboxOf("e1.reset.0")).isEmpty();
        Mail mail = mails.claim("e1.reset.0", NOW, LEASE).orElseThrow();
        assertThat(mails.markFailed(mail, "550 5.1.1 unknown", NOW)).isTrue();
        mails.receiptAgain(mails.find("e1.reset.0").orElseThrow());
        assertThat(outboxOf("e1.reset.0")).hasSize(2);
        assertThat(outboxOf("e1.reset.0").stream()
                        .map(entry -> entry.getString("data"))
                        .distinct())
                .as("the same words twice")
                .hasSize(1);
    }

    @Test
    void countsOnlyAttemptsThatWereMade() {
        mails.insert(Mail.queued(order("e1"), NOW));
        mails.putBack(mails.claim("e1.reset.0", NOW, LEASE).orElseThrow(), NOW);
        mails.tryAgain(mails.claim("e1.reset.0", NOW, LEASE).orElseThrow(), NOW);
        assertThat(mails.find("e1.reset.0").orElseThrow().attempts()).isOne();
    }

    @Test
    void countsWhatAUserGotInTheWindow() {
        for (String event : List.of("e1", "e2", "e3")) {
            mails.insert(Mail.queued(order(event), NOW));
        }
        mails.markHandedOver(mails.find("e1.reset.0").orElseThrow(), NOW);
        mails.markHandedOver(mails.find("e2.reset.0").orElseThrow(), NOW.minusSeconds(60));
        mails.markSuperseded(mails.find("e3.reset.0").orElseThrow(), NOW);
        assertThat(mails.handedOver("u-marta", NOW.minusSeconds(60), 9)).isOne();
        assertThat(mails.handedOver("u-marta", NOW.minusSeconds(61), 9)).isEqualTo(2);
        assertThat(mails.handedOver("u-other", NOW.minusSeconds(61), 9)).isZero();
    }

    private List<Document> outboxOf(String id) {
        return mongo.findById(id, Document.class, "mails").getList("outbox", Document.class, List.of());
    }

    private static MailOrder order(String eventId) {
        return MailOrder.about(eventId, "u-marta", "acme", NOW)
                .template("reset")
                .cause("r-1")
                .epoch(4);
    }

    private static <T> List<T> together(int threads, Callable<T> action) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(() -> {
                    barrier.await();
                    return action.call();
                });
            }
            List<T> results = new ArrayList<>();
            for (var future : executor.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
