package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import io.rekey.testbackends.Backends;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * Somebody can write to identity-service's topic and announces resets that nobody decided (attack E19). Nobody loses what
 * opens their account, nobody is locked out, and a reset that is decided later works as ever (invariants I1, I12).
 */
class ForgedEventsTest {

    private static final EventTopic<IdentityEvent> TOPIC = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);

    private final Acme acme = Acme.shared();

    @Test
    void aForgedResetTakesNothingAwayAndAGenuineOneWorksAfterwards() throws Exception {
        Person marta = acme.member("marta").signIn(true);
        Artifacts own = Artifacts.of(marta);

        forge(reset(marta, 1_000_000));
        forge(reset(marta, Long.MAX_VALUE));
        forge(revocationOfAllDevices(marta, 1_000_000));

        awaitDeadLetters("mfa-service", marta, 2);
        awaitDeadLetters("device-service", marta, 3);
        own.areAllAccepted();
        assertThat(marta.inbox.mails()).as("the invitation, and nothing since").hasSize(1);

        String resetId = acme.reset(marta);
        acme.awaitState(resetId, "AWAITING_ENROLLMENT");
        own.areAllRefused();
        marta.browser = acme.platform.browser();
        assertThat(marta.setUpFrom(marta.inbox.awaitLink(2)).text("state")).isEqualTo("SET_UP");
        acme.nextCodes();
        assertThat(marta.signIn(true).isSignedIn()).isTrue();
        assertThat(marta.givePassword(marta.trustedBrowser()).text("state")).isEqualTo("SIGNED_IN");
    }

    private static void forge(IdentityEvent event) throws ExecutionException, InterruptedException {
        EventCodec codec = new EventCodec();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafkaBootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(codec.toRecord(codec.encode(TOPIC, event, event.at(), null)))
                    .get();
        }
    }

    private MfaResetRequested reset(Person person, long epoch) {
        return new MfaResetRequested(
                EventCodec.newId(),
                person.userId,
                "acme",
                epoch,
                Level.BOTH,
                List.of("google", "authy", "duo_security"),
                Actor.user("mallory"),
                "Lost phone",
                null,
                List.of(),
                acme.platform.clock.instant());
    }

    private DeviceRevoked revocationOfAllDevices(Person person, long epoch) {
        return new DeviceRevoked(
                EventCodec.newId(),
                person.userId,
                "acme",
                epoch,
                null,
                true,
                Actor.user("mallory"),
                acme.platform.clock.instant());
    }

    private static void awaitDeadLetters(String service, Person person, long count) {
        TopicPartition deadLetters = new TopicPartition(IdentityEvent.TOPIC + "." + service + ".dlt", 0);
        await("dead letters of " + service)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(recordsAbout(person, deadLetters)).isEqualTo(count));
    }

    private static long recordsAbout(Person person, TopicPartition partition) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backends.kafkaBootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long count = 0;
            while (consumer.position(partition) < end) {
                count += StreamSupport.stream(
                                consumer.poll(Duration.ofMillis(100)).spliterator(), false)
                        .filter(dead -> person.userId.equals(dead.key()))
                        .count();
            }
            return count;
        }
    }
}
