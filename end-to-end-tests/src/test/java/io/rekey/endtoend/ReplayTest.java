package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Browser;
import io.rekey.testbackends.Backends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Every topic is played once more from its beginning: nothing changes and no mail is sent (invariants I3, I4). */
class ReplayTest {

    private static final List<String> TOPICS =
            List.of("identity.events", "mfa.events", "device.events", "notification.events");

    private final Acme acme = Acme.shared();

    @Test
    void replayingEveryTopicFromTheBeginningChangesNothingAndSendsNoMail() {
        Person marta = acme.member("marta");
        String resetId = acme.reset(marta);
        assertThat(marta.setUpFrom(marta.inbox.awaitLink(2)).text("state")).isEqualTo("SET_UP");
        marta.signIn(true);
        acme.awaitState(resetId, "COMPLETED");
        marta.inbox.awaitMails(3);
        Browser trusted = marta.trustedBrowser();

        int mails = acme.platform.inbox().size();

        replayAll();
        int mailsOfMarker = awaitConsumed();

        assertThat(acme.platform.inbox().size() - mailsOfMarker).isEqualTo(mails);
        assertThat(marta.inbox.mails()).hasSize(3);
        assertThat(marta.isSignedIn()).isTrue();
        assertThat(trusted.post("/api/v1/sign-in", Map.of("username", marta.username, "password", marta.password))
                        .text("state"))
                .isEqualTo("SIGNED_IN");
        acme.nextCodes();
        marta.browser = acme.platform.browser();
        assertThat(marta.signIn().isSignedIn()).isTrue();
        assertThat(acme.progress(resetId).text("state")).isEqualTo("COMPLETED");
    }

    private static void replayAll() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafkaBootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> old : everything()) {
                producer.send(
                        new ProducerRecord<>(old.topic(), old.partition(), old.key(), old.value(), old.headers()));
            }
        }
    }

    /** A marker behind the replay: when its effect is there, everything before it was consumed. */
    private int awaitConsumed() {
        Person marker = acme.member("marker");
        for (int i = 0; i < 3; i++) {
            String reset = acme.reset(marker);
            acme.awaitState(reset, "AWAITING_ENROLLMENT");
        }
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> true);
        return marker.inbox.mails().size();
    }

    private static List<ConsumerRecord<byte[], byte[]>> everything() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backends.kafkaBootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }
}
