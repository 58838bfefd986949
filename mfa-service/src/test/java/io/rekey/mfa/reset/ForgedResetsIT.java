package io.rekey.mfa.reset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.mfa.EpochsAtIdentity;
import io.rekey.mfa.EpochsAtIdentity.Answer;
import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestBroker;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import io.rekey.mfa.user.UserId;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Somebody else writes to identity-service's topic (E19): nothing happens that identity-service has not decided, and what it
 * does decide afterwards is obeyed as ever.
 */
@RunsMfaService
class ForgedResetsIT {

    private static final String REASON = "rekey-dead-letter-reason";

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    TestBroker broker;

    @Autowired
    EpochsAtIdentity identity;

    @Autowired
    AskIdentity askIdentity;

    private final TestUser marta = TestUser.somebody();

    @ParameterizedTest
    @ValueSource(longs = {2, 1_000_000_000, Long.MAX_VALUE})
    void putsAnEpochOfTheFutureAside(long forged) {
        identity.hasReached(marta.id(), 1);
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);

        broker.publish(ResetFixtures.resetOfAll(marta, forged));

        awaitDead(marta, "forged");
        remainsAsItWas(phone);
        obeysTheNextReset(phone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-9223372036854775808", "9223372036854775808", "\"5\"", "1.5", "true", "null", "[2]"})
    void putsAnEpochThatIsNoneAside(String forged) {
        identity.hasReached(marta.id(), 1);
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        ProducerRecord<String, byte[]> genuine = broker.record(ResetFixtures.resetOfAll(marta, 2));
        String spoiled = new String(genuine.value(), UTF_8).replace("\"epoch\":2", "\"epoch\":" + forged);

        broker.publish(
                new ProducerRecord<>(genuine.topic(), null, genuine.key(), spoiled.getBytes(UTF_8), genuine.headers()));

        await().untilAsserted(() -> assertThat(reasons(marta)).hasSize(1));
        remainsAsItWas(phone);
        obeysTheNextReset(phone);
    }

    @Test
    void putsAsideWhatIsAboutNobody() {
        TestUser nobody = TestUser.somebody();
        identity.knowsNobodyBy(nobody.id());

        broker.publish(ResetFixtures.resetOfAll(nobody, 1));
        awaitDead(nobody, "unknown-user");

        assertThat(stored.of(nobody)).isEqualTo(new Document());
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        obeysTheNextReset(phone);
    }

    @Test
    void waitsForIdentityServiceAndObeysInOrder() {
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        identity.goAway();
        try {
            broker.publish(ResetFixtures.resetOfAll(marta, 2));
            broker.publish(ResetFixtures.resetOfAll(marta, 4));
            broker.publish(ResetFixtures.resetOfAll(marta, 3));
            await().during(Duration.ofSeconds(3))
                    .until(() -> receipts(marta).isEmpty() && reasons(marta).isEmpty());
            assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ACTIVE");
        } finally {
            identity.comeBack();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receipts(marta)).containsExactly(2L, 4L, 3L));
        assertThat(reasons(marta)).isEmpty();
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ABSENT");
        assertThat(stored.fences(marta).values()).containsOnly(4L);
    }

    @Test
    void takesGenuineEventsAlsoLateAndRepeated() {
        identity.hasReached(marta.id(), 7);
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 7);

        for (long epoch : new long[] {7, 2, 5, 2, 7}) {
            broker.publish(ResetFixtures.resetOfAll(marta, epoch));
        }

        await().untilAsserted(() -> assertThat(receipts(marta)).containsExactly(7L, 2L, 5L, 2L, 7L));
        assertThat(reasons(marta)).isEmpty();
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ACTIVE");
    }

    /** A wrong address, an older identity-service or a gateway in between must not put genuine events aside. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    404 | text/html                | <h1>no such page</h1>
                    404 | application/problem+json | {"title":"Not Found","status":404}
                    401 | application/problem+json | {}
                    409 | application/problem+json | {"type":"urn:rekey:not-found"}
                    503 | text/plain               | ''
                    200 | application/json         | ''
                    200 | application/json         | {}
                    200 | application/json         | {"epoch":null}
                    200 | application/json         | {"epoch":"soon"}
                    200 | application/json         | [
                    200 | text/html                | <h1>welcome</h1>
                    302 | text/html                | <h1>sign in first</h1>
                    """)
    void takesNothingElseForAnAnswer(int status, String contentType, String body) {
        identity.answer(marta.id(), new Answer(status, contentType, body));
        UserId user = new UserId(marta.id());

        assertThatThrownBy(() -> askIdentity.requireReached(user, 1))
                .isInstanceOf(IdentityAwayException.class)
                .message()
                .doesNotContain("page", "epoch", "sign in");
        identity.hasReached(marta.id(), 1);
        assertThatCode(() -> askIdentity.requireReached(user, 1)).doesNotThrowAnyException();
    }

    private void remainsAsItWas(TestPhone phone) {
        assertThat(receipts(marta)).isEmpty();
        assertThat(stored.fences(marta)).isEmpty();
        assertThat(api.verify(marta, phone.enrollmentId(), 1, phone.code()).result())
                .isEqualTo("ACCEPTED");
    }

    private void obeysTheNextReset(TestPhone phone) {
        identity.hasReached(marta.id(), 2);
        broker.publish(ResetFixtures.resetOfAll(marta, 2));

        await().untilAsserted(() -> assertThat(receipts(marta)).containsExactly(2L));
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ABSENT");
        assertThat(stored.fences(marta).values()).containsOnly(2L);
        assertThat(api.start(marta, marta.newEnrollmentId(), "google", 2).status())
                .isEqualTo(201);
    }

    private void awaitDead(TestUser user, String reason) {
        await().untilAsserted(() -> assertThat(reasons(user)).containsExactly(reason));
    }

    private List<String> reasons(TestUser user) {
        return broker.dead().stream()
                .filter(dead -> user.id().equals(dead.key()))
                .map(dead -> new String(dead.headers().lastHeader(REASON).value(), UTF_8))
                .toList();
    }

    private List<Long> receipts(TestUser user) {
        return broker.heard(user, EnrollmentsCleared.class).stream()
                .map(EnrollmentsCleared::epoch)
                .toList();
    }
}
