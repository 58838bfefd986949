package io.rekey.device.purge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rekey.device.EpochsAtIdentity.Answer;
import io.rekey.device.RunningService;
import io.rekey.device.trusteddevice.Epoch;
import io.rekey.device.trusteddevice.UserId;
import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.messaging.event.EventCodec;
import io.rekey.messaging.event.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Somebody else writes to identity-service's topic (E19): nothing happens that identity-service has not decided, and what it
 * does decide afterwards is obeyed as ever.
 */
class ForgedEventsIT extends RunningService {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EventTopic<IdentityEvent> TOPIC = new EventTopic<>(
            IdentityEvent.TOPIC,
            IdentityEvent.NAMESPACE,
            IdentityEvent.SOURCE,
            IdentityEvent.class,
            IdentityEvent::userId);

    private final AskIdentity askIdentity;
    private final String marta = somebody();

    ForgedEventsIT(@Autowired AskIdentity askIdentity) {
        this.askIdentity = askIdentity;
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1_000_000_000, Long.MAX_VALUE})
    void putsAResetOfTheFutureAside(long forged) throws Exception {
        String token = trustedUnderEpochOne();

        identityEvents().send(reset(marta, forged), 1);

        awaitDead(marta, "forged");
        remainsAsItWas(token);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1_000_000_000, Long.MAX_VALUE})
    void putsARevocationOfAllOfTheFutureAside(long forged) throws Exception {
        String token = trustedUnderEpochOne();

        identityEvents().send(revocation(marta, forged, null), 1);

        awaitDead(marta, "forged");
        remainsAsItWas(token);
    }

    @Test
    void putsARevocationOfOneDeviceUnderAnEpochOfTheFutureAside() throws Exception {
        String token = trustedUnderEpochOne();

        identityEvents().send(revocation(marta, 2, "d-" + marta), 1);
        awaitDead(marta, "forged");
        assertThat(verdict(token)).isEqualTo("ACCEPTED");

        identityEvents().send(revocation(marta, 1, "d-" + marta), 1);
        awaitReceipts(marta, 1L);
        assertThat(verdict(token)).isEqualTo("REFUSED");
        assertThat(identity().trust(marta, "d2-" + marta, 1).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775808", "\"5\"", "1.5", "null"})
    void putsAnEpochThatIsNoneAside(String forged) throws Exception {
        String token = trustedUnderEpochOne();
        for (IdentityEvent event : List.of(reset(marta, 2), revocation(marta, 2, null))) {
            EventCodec codec = new EventCodec();
            ProducerRecord<String, byte[]> genuine = codec.toRecord(codec.encode(TOPIC, event, event.at(), null));
            String spoiled = new String(genuine.value(), UTF_8).replace("\"epoch\":2", "\"epoch\":" + forged);
            identityEvents()
                    .send(new ProducerRecord<>(
                            genuine.topic(), null, genuine.key(), spoiled.getBytes(UTF_8), genuine.headers()));
        }

        await().untilAsserted(() -> assertThat(deadLettersAbout(marta)).hasSize(2));
        remainsAsItWas(token);
    }

    @Test
    void putsAsideWhatIsAboutNobody() throws Exception {
        epochs.knowsNobodyBy(marta);

        identityEvents().send(reset(marta, 1), 1);
        identityEvents().send(revocation(marta, 0, "d1"), 1);

        awaitDead(marta, "unknown-user", "unknown-user");
        assertThat(mongo.findById(marta, Document.class, "trusted_devices")).isNull();
    }

    @Test
    void waitsForIdentityServiceAndObeysInOrder() throws Exception {
        String token = identity().trust(marta, "d-" + marta, 1).text("token");
        epochs.goAway();
        try {
            identityEvents().send(reset(marta, 2), 1);
            identityEvents().send(revocation(marta, 4, null), 1);
            identityEvents().send(reset(marta, 3), 1);
            await().during(Duration.ofSeconds(3))
                    .until(() ->
                            receipts(marta).isEmpty() && deadLettersAbout(marta).isEmpty());
            assertThat(verdict(token)).isEqualTo("ACCEPTED");
        } finally {
            epochs.comeBack();
        }

        awaitReceipts(marta, 2L, 4L, 3L);
        assertThat(deadLettersAbout(marta)).isEmpty();
        assertThat(verdict(token)).isEqualTo("REFUSED");
        assertThat(identity().trust(marta, "d3", 3).status()).isEqualTo(409);
        assertThat(identity().trust(marta, "d4", 4).status()).isEqualTo(201);
    }

    /** Trouble with one user's answer holds up the partition of that user, and no other. */
    @Test
    void goesOnElsewhereWhileOneUserCannotBeAskedAbout() throws Exception {
        List<String> others = Stream.generate(ForgedEventsIT::somebody)
                .filter(other -> partition(other) != partition(marta))
                .limit(3)
                .toList();
        epochs.answer(marta, new Answer(500, "application/problem+json", "{}"));

        identityEvents().send(reset(marta, 2), 1);
        for (String other : others) {
            identityEvents().send(reset(other, 2), 1);
        }

        for (String other : others) {
            awaitReceipts(other, 2L);
        }
        assertThat(receipts(marta)).isEmpty();
        epochs.hasReached(marta, 2);
        awaitReceipts(marta, 2L);
    }

    @Test
    void takesGenuineEventsAlsoLateAndRepeated() throws Exception {
        epochs.hasReached(marta, 7);
        String token = identity().trust(marta, "d-" + marta, 7).text("token");

        identityEvents().send(reset(marta, 7), 2);
        identityEvents().send(revocation(marta, 5, null), 2);
        identityEvents().send(revocation(marta, 6, "gone"), 1);

        awaitReceipts(marta, 7L, 7L, 5L, 5L, 6L);
        assertThat(deadLettersAbout(marta)).isEmpty();
        assertThat(verdict(token)).isEqualTo("ACCEPTED");
    }

    /** A wrong address, an older identity-service or a gateway in between must not put genuine events aside. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    404 | text/html                | <h1>no such page</h1>
                    404 | application/problem+json | {"title":"Not Found","status":404}
                    401 | application/problem+json | {}
                    503 | text/plain               | ''
                    200 | application/json         | ''
                    200 | application/json         | {}
                    200 | application/json         | {"epoch":-1}
                    200 | application/json         | {"epoch":"soon"}
                    200 | text/html                | <h1>welcome</h1>
                    """)
    void takesNothingElseForAnAnswer(int status, String contentType, String body) {
        epochs.answer(marta, new Answer(status, contentType, body));
        UserId user = new UserId(marta);

        assertThatThrownBy(() -> askIdentity.requireReached(user, Epoch.ZERO))
                .isInstanceOf(IdentityAwayException.class)
                .message()
                .doesNotContain("page", "epoch", "welcome");
        epochs.hasReached(marta, 0);
        assertThatCode(() -> askIdentity.requireReached(user, Epoch.ZERO)).doesNotThrowAnyException();
    }

    private String trustedUnderEpochOne() {
        epochs.hasReached(marta, 1);
        return identity().trust(marta, "d-" + marta, 1).text("token");
    }

    /** And the positive twin: what identity-service decides next is obeyed. */
    private void remainsAsItWas(String token) throws Exception {
        assertThat(receipts(marta)).isEmpty();
        assertThat(verdict(token)).isEqualTo("ACCEPTED");
        assertThat(identity().trust(marta, "d1-" + marta, 1).status())
                .as("the fence has not moved")
                .isEqualTo(201);

        epochs.hasReached(marta, 2);
        identityEvents().send(reset(marta, 2), 1);

        awaitReceipts(marta, 2L);
        assertThat(verdict(token)).isEqualTo("REFUSED");
        assertThat(identity().trust(marta, "d2-" + marta, 2).status()).isEqualTo(201);
    }

    private String verdict(String token) {
        return identity().verify(marta, token, 0).text("result");
    }

    private void awaitDead(String user, String... reasons) {
        await().untilAsserted(() -> assertThat(deadLettersAbout(user)).containsExactly(reasons));
    }

    private void awaitReceipts(String user, Long... ofEpochs) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receipts(user)).containsExactly(ofEpochs));
    }

    private List<Long> receipts(String user) {
        return deviceEventsOf(user).stream()
                .filter(TrustedDevicesPurged.class::isInstance)
                .map(receipt -> ((TrustedDevicesPurged) receipt).epoch())
                .toList();
    }

    private MfaResetRequested reset(String user, long epoch) {
        return new MfaResetRequested(
                "r" + epoch,
                user,
                "acme",
                epoch,
                Level.BOTH,
                List.of("google"),
                Actor.user("admin"),
                "lost phone",
                null,
                List.of(),
                clock.instant());
    }

    private DeviceRevoked revocation(String user, long epoch, @Nullable String device) {
        return new DeviceRevoked(
                "v" + epoch, user, "acme", epoch, device, device == null, Actor.user("admin"), clock.instant());
    }

    private static String somebody() {
        return "forged-" + COUNT.incrementAndGet();
    }

    private static int partition(String user) {
        return BuiltInPartitioner.partitionForKey(user.getBytes(UTF_8), 12);
    }
}
