package io.rekey.mfa.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.AuthenticatorEnrolled;
import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.events.mfa.BackupCodesIssued;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.Race;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestBroker;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class ClearFactorsIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    TestBroker broker;

    @Autowired
    ClearFactors clearFactors;

    private final TestUser marta = TestUser.somebody();

    @Test
    void clearsOverTheBrokerAndGivesItsReceipt() {
        TestPhone old = TestPhone.active(api, clock, marta, "google", 1);
        TestPhone.pending(api, clock, marta, "authy", 1);
        String code = api.issueCodes(marta, old.enrollmentId(), 1)
                .body()
                .path("codes")
                .get(0)
                .asString();
        MfaResetRequested reset = ResetFixtures.resetOfAll(marta, 2);

        broker.publish(reset);

        await().untilAsserted(() -> assertThat(broker.heard(marta, EnrollmentsCleared.class))
                .containsExactly(new EnrollmentsCleared(reset.resetId(), marta.id(), "acme", 2, 2, clock.instant())));
        assertThat(stored.enrollments(marta)).isEmpty();
        assertThat(stored.backupCodes(marta)).isEmpty();
        assertThat(api.verify(marta, old.enrollmentId(), 0, old.code()).result())
                .isEqualTo("WRONG");
        assertThat(api.resynchronize(marta, old.enrollmentId(), old.code(), old.code(1))
                        .result())
                .isEqualTo("WRONG");
        assertThat(api.spend(marta, 0, code).result()).isEqualTo("WRONG");
        assertThat(api.state(marta, old.enrollmentId())).isEqualTo("ABSENT");
        assertThat(api.start(marta, marta.newEnrollmentId(), "google", 1).problem())
                .isEqualTo("urn:rekey:fenced");
        assertThat(api.issueCodes(marta, "e", 1).problem()).isEqualTo("urn:rekey:fenced");
        assertThat(api.start(marta, marta.newEnrollmentId(), "google", 2).status())
                .isEqualTo(201);
    }

    @Test
    void saysOnTheBrokerWhatHappens() {
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 3);
        String code = api.issueCodes(marta, phone.enrollmentId(), 3)
                .body()
                .path("codes")
                .get(0)
                .asString();
        api.spend(marta, 3, code);

        await().untilAsserted(() -> {
            assertThat(broker.heard(marta, AuthenticatorEnrolled.class))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.enrollmentId()).isEqualTo(phone.enrollmentId());
                        assertThat(event.level()).isEqualTo(Level.USER);
                        assertThat(event.provider()).isEqualTo("google");
                        assertThat(event.epoch()).isEqualTo(3);
                    });
            assertThat(broker.heard(marta, BackupCodesIssued.class))
                    .containsExactly(new BackupCodesIssued(marta.id(), "acme", 3, 10, clock.instant()));
            assertThat(broker.heard(marta, BackupCodeUsed.class))
                    .containsExactly(new BackupCodeUsed(marta.id(), "acme", 3, 10, clock.instant()));
        });
        await().untilAsserted(() -> assertThat(stored.of(marta).getList("outbox", Document.class, List.of()))
                .isEmpty());
    }

    @Test
    void neverErasesWhatIsNewer() { // E09: an old reset arrives after the re-enrollment
        TestPhone fresh = TestPhone.active(api, clock, marta, "google", 5);
        String code = api.issueCodes(marta, fresh.enrollmentId(), 5)
                .body()
                .path("codes")
                .get(0)
                .asString();

        for (long epoch : new long[] {4, 5, 1, 5}) {
            handle(ResetFixtures.resetOfAll(marta, epoch));
        }

        assertThat(api.verify(marta, fresh.enrollmentId(), 5, fresh.code()).result())
                .isEqualTo("ACCEPTED");
        assertThat(api.spend(marta, 5, code).result()).isEqualTo("ACCEPTED");
        handle(ResetFixtures.resetOfAll(marta, 6));
        assertThat(stored.enrollments(marta)).isEmpty();
    }

    @Test
    void clearsOneProviderAndTheBackupCodesOfTheLevel() {
        TestPhone google = TestPhone.active(api, clock, marta, "google", 1);
        TestPhone authy = TestPhone.active(api, clock, marta, "authy", 1);
        api.issueCodes(marta, authy.enrollmentId(), 1);
        TestUser member = marta.inOrganization("acme");
        TestPhone organizational = TestPhone.active(api, clock, member, "google", 1);
        api.issueCodes(member, organizational.enrollmentId(), 1);

        handle(ResetFixtures.reset(marta, 2, Level.USER, List.of("google")));

        assertThat(states(google, authy, organizational)).containsExactly("ABSENT", "ACTIVE", "ACTIVE");
        assertThat(stored.backupCodes(marta))
                .hasSize(10)
                .allMatch(code -> code.getString("level").equals("ORGANIZATION"));
        assertThat(api.verify(marta, authy.enrollmentId(), 1, authy.code()).result())
                .isEqualTo("ACCEPTED");
        assertThat(stored.fences(marta)).isEqualTo(new Document("user:google", 2L).append("user:backup_codes", 2L));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void clearsTheLevelsNamedOfItsOwnOrganizationOnly(Level level) { // I6
        TestPhone personal = TestPhone.active(api, clock, marta, "google", 1);
        TestPhone acme = TestPhone.active(api, clock, marta.inOrganization("acme"), "google", 1);
        TestPhone globex = TestPhone.active(api, clock, marta.inOrganization("globex"), "google", 1);

        handle(ResetFixtures.reset(marta, 2, level, ResetFixtures.ALL));

        assertThat(states(personal, acme, globex))
                .containsExactly(
                        level == Level.ORGANIZATION ? "ACTIVE" : "ABSENT",
                        level == Level.USER ? "ACTIVE" : "ABSENT",
                        "ACTIVE");
    }

    @Test
    void doesADuplicateAgainAndGivesItsReceiptAgain() { // E07; guard "duplicate is receipted again"
        TestPhone.active(api, clock, marta, "google", 1);
        MfaResetRequested reset = ResetFixtures.resetOfAll(marta, 2);

        for (int i = 0; i < 5; i++) {
            handle(reset);
        }

        await().untilAsserted(() -> assertThat(broker.heard(marta, EnrollmentsCleared.class))
                .hasSize(5)
                .allMatch(receipt -> receipt.resetId().equals(reset.resetId()) && receipt.epoch() == 2)
                .extracting(EnrollmentsCleared::count)
                .containsExactly(1, 0, 0, 0, 0));
    }

    @Test
    void remembersTheFenceOfAUserWhoHasNothing() { // E17
        handle(ResetFixtures.resetOfAll(marta, 2));

        assertThat(stored.fences(marta))
                .hasSize(10)
                .allSatisfy((cell, fence) -> assertThat(fence).isEqualTo(2L));
        assertThat(api.start(marta, marta.newEnrollmentId(), "google", 1).status())
                .isEqualTo(409);
        assertThat(broker.heard(TestUser.somebody(), EnrollmentsCleared.class)).isEmpty();
    }

    @Test
    void lowersNoFence() { // I10
        handle(ResetFixtures.resetOfAll(marta, 9));
        handle(ResetFixtures.resetOfAll(marta, 3));
        handle(ResetFixtures.reset(marta, 4, Level.USER, List.of("google")));

        assertThat(stored.fences(marta).values()).containsOnly(9L);
    }

    @Test
    void countsExactlyWhatParallelClearsTookAway() { // each enrollment is in one receipt, whoever removed it
        AtomicInteger started = new AtomicInteger();
        AtomicInteger turn = new AtomicInteger();

        Race.of(24, () -> {
            int mine = turn.getAndIncrement();
            if (mine % 3 == 0) {
                handle(ResetFixtures.resetOfAll(marta, 2));
            } else if (api.start(marta, marta.newEnrollmentId(), "google", 1).status() == 201) {
                started.incrementAndGet();
            }
            return null;
        });

        await().untilAsserted(() -> assertThat(broker.heard(marta, EnrollmentsCleared.class))
                .hasSize(8)
                .satisfies(receipts -> assertThat(receipts.stream()
                                .mapToInt(EnrollmentsCleared::count)
                                .sum())
                        .isEqualTo(started.get())));
        assertThat(stored.enrollments(marta)).isEmpty();
    }

    @Test
    void staysOutOfTheWayOfEventsThatSayNothingToIt() {
        TestPhone phone = TestPhone.active(api, clock, marta, "google", 1);
        broker.publish(new io.rekey.events.identity.SessionEnded(marta.id(), "acme", clock.instant()));
        broker.publish(ResetFixtures.resetOfAll(marta, 1));

        await().untilAsserted(() ->
                assertThat(broker.heard(marta, EnrollmentsCleared.class)).hasSize(1));
        assertThat(api.state(marta, phone.enrollmentId())).isEqualTo("ACTIVE");
        assertThat(Map.copyOf(stored.fences(marta)).values()).containsOnly(1L);
    }

    private List<String> states(TestPhone... phones) {
        return List.of(phones).stream()
                .map(phone -> api.state(phone.user(), phone.enrollmentId()))
                .toList();
    }

    private void handle(MfaResetRequested reset) {
        clearFactors.handle(new ReceivedEvent<>("event-" + reset.resetId(), reset));
    }
}
