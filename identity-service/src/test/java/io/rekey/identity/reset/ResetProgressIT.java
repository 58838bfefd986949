package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.MfaResetCompleted;
import io.rekey.events.identity.MfaResetExpired;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.events.notification.MailFailed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.events.notification.MailSuperseded;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How far a reset has come, as an administrator sees it. */
class ResetProgressIT extends RunningIdentity {

    @Autowired
    ReviewOpenResets review;

    private Person ada;
    private Person marta;
    private Browser adas;
    private String resetId;

    @BeforeEach
    void resetMarta() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
        resetId = reset("k");
    }

    @Test
    void awaitsEnrollmentOnceEveryReceiptIsThereInAnyOrderAndNumber() throws Exception {
        long seed = 20_261_123;
        Random random = new Random(seed);
        assertThat(state()).isEqualTo("ACCEPTED");
        for (int round = 0; round < 8; round++) {
            Person user = user();
            String id = reset(adas, ada, "k" + user.id(), user)
                    .body()
                    .path("resets")
                    .path(0)
                    .path("resetId")
                    .asString();
            List<Integer> receipts = new ArrayList<>(List.of(0, 1, 2, 0, 1, 2));
            Collections.shuffle(receipts, random);
            for (int service : receipts) {
                receipt(service, user, id);
            }
            await().untilAsserted(
                            () -> assertThat(adas.get("/api/v1/resets/" + id).state())
                                    .as("seed %d: %s", seed, receipts)
                                    .isEqualTo("AWAITING_ENROLLMENT"));
        }
    }

    @Test
    void showsEachEffectAsItIsReceipted() throws Exception {
        assertThat(effects()).containsExactly("done", "pending", "pending", "pending");
        receipt(0, marta, resetId);
        await().until(() -> effects().equals(List.of("done", "done", "pending", "pending")));
        receipt(1, marta, resetId);
        topics.say(new MailFailed("m", "reset", resetId, marta.id(), ACME, 2, 0, 1, "550", clock.instant()));
        await().until(() -> effects().equals(List.of("done", "done", "done", "failed")));
        topics.say(new MailSuperseded("m", "reset", resetId, marta.id(), ACME, 2, 0, clock.instant()));
        receipt(1, marta, resetId);
        assertThat(effects()).as("the first word of each counts").containsExactly("done", "done", "done", "failed");
    }

    @Test
    void isCompletedBySettingUpAgainAtSignIn() {
        Browser martas = browser();
        assertThat(martas.signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        martas.begin("google");
        assertThat(martas.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SIGNED_IN");
        assertThat(state()).isEqualTo("COMPLETED");
        assertThat(eventsAbout(marta, MfaResetCompleted.class)).singleElement().satisfies(event -> {
            assertThat(event.resetId()).isEqualTo(resetId);
            assertThat(event.epoch()).isEqualTo(2);
        });
        await().until(() ->
                !adas.get("/api/v1/resets/" + resetId).string("completedAt").isEmpty());
        reset("k2");
        assertThat(state()).as("also after the next one").isEqualTo("COMPLETED");
    }

    @Test
    void isSupersededByTheNext() {
        String next = reset("k2");
        assertThat(state()).isEqualTo("SUPERSEDED");
        assertThat(adas.get("/api/v1/resets/" + next).state()).isEqualTo("ACCEPTED");
        assertThat(adas.get("/api/v1/users/" + marta.id() + "/resets")
                        .body()
                        .valueStream()
                        .map(one -> one.path("resetId").asString()))
                .containsExactly(next, resetId);
    }

    /** I12: then a new reset is needed, and leads back. */
    @Test
    void expiresAtItsDeadlineOnce() {
        clock.advance(Duration.ofDays(3).minusMillis(1));
        review.review();
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        clock.advance(Duration.ofMillis(1));
        review.review();
        review.review();
        adas = signedIn(ada);
        assertThat(state()).isEqualTo("EXPIRED");
        assertThat(eventsAbout(marta, MfaResetExpired.class)).hasSize(1);
        assertThat(browser().signIn(marta).state()).isEqualTo("LINK_REQUIRED");
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(409);
        reset("k2");
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    /** The request died between the one write and the projection: the event rebuilds it. */
    @Test
    void isRebuiltFromTheEventIfTheRequestDied() throws Exception {
        MfaResetRequested event = eventsAbout(marta, MfaResetRequested.class).getFirst();
        String before = adas.get("/api/v1/resets/" + resetId).text();
        mongo.getCollection(Resets.COLLECTION).deleteOne(new Document("_id", resetId));
        assertThat(adas.get("/api/v1/resets/" + resetId).status()).isEqualTo(404);

        topics.say(event, event.at());

        await().until(() -> adas.get("/api/v1/resets/" + resetId).status() == 200);
        assertThat(adas.get("/api/v1/resets/" + resetId).text()).isEqualTo(before);
    }

    /** E19, I1: none is invented. */
    @Test
    void takesNoForgedEventForAReset() throws Exception {
        for (long epoch : List.of(3L, 99L, Long.MAX_VALUE)) {
            topics.say(requested("forged-" + epoch, epoch), clock.instant());
        }
        isRebuiltFromTheEventIfTheRequestDied(); // behind the forged ones, on the same partition

        assertThat(adas.get("/api/v1/users/" + marta.id() + "/resets").text()).doesNotContain("forged");
        assertThat(adas.get("/api/v1/resets/forged-99").status()).isEqualTo(404);
        assertThat(read(marta).epoch()).isEqualTo(2);
        reset("k2");
        assertThat(read(marta).epoch()).isEqualTo(3);
    }

    @Test
    void answersAWaitingRequestAsSoonAsThePersonIsAwaited() throws Exception {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> adas.get("/api/v1/resets/" + resetId + "?wait=30s"));
        for (int service = 0; service < 3; service++) {
            receipt(service, marta, resetId);
        }
        assertThat(waiting.get(20, java.util.concurrent.TimeUnit.SECONDS).state())
                .isEqualTo("AWAITING_ENROLLMENT");
    }

    @Test
    void answersAWaitingRequestWhenItsTimeIsUp() throws Exception {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> adas.get("/api/v1/resets/" + resetId + "?wait=1h"));
        await().until(() -> {
            clock.advance(Duration.ofSeconds(5)); // half an hour of waiting is cut to 30 s
            return waiting.isDone();
        });
        assertThat(waiting.get().state()).isEqualTo("ACCEPTED");
        assertThat(adas.get("/api/v1/resets/" + resetId + "?wait=soon").status())
                .isEqualTo(400);
        assertThat(adas.get("/api/v1/resets/" + resetId + "?wait=-5s").status()).isEqualTo(200);
    }

    private String reset(String key) {
        return reset(adas, ada, key, marta)
                .body()
                .path("resets")
                .path(0)
                .path("resetId")
                .asString();
    }

    private void receipt(int service, Person user, String id) throws Exception {
        switch (service) {
            case 0 -> topics.say(new EnrollmentsCleared(id, user.id(), ACME, 2, 1, clock.instant()));
            case 1 -> topics.say(new TrustedDevicesPurged(id, user.id(), ACME, 2, 0, clock.instant()));
            default -> topics.say(new MailHandedOver("m", "reset", id, user.id(), ACME, 2, 0, 1, clock.instant()));
        }
    }

    private MfaResetRequested requested(String id, long epoch) {
        return new MfaResetRequested(
                id,
                marta.id(),
                ACME,
                epoch,
                Level.USER,
                List.of("google"),
                Actor.user("u-mallory"),
                "forged",
                null,
                List.of(),
                clock.instant());
    }

    private String state() {
        return adas.get("/api/v1/resets/" + resetId).state();
    }

    private List<String> effects() {
        return adas.get("/api/v1/resets/" + resetId)
                .body()
                .path("effects")
                .valueStream()
                .map(effect -> effect.path("state").asString())
                .toList();
    }
}
