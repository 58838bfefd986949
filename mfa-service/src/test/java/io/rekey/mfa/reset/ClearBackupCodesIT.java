package io.rekey.mfa.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.mfa.InternalApi;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.StoredFactors;
import io.rekey.mfa.TestBroker;
import io.rekey.mfa.TestPhone;
import io.rekey.mfa.TestUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A reset that names the backup codes and no provider: the authenticators, and the codes of other levels, live on. */
@RunsMfaService
class ClearBackupCodesIT {

    private static final String USER = "user:backup_codes";
    private static final String ACME = "organization:acme:backup_codes";

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    @Autowired
    StoredFactors stored;

    @Autowired
    TestBroker broker;

    private final TestUser personal = TestUser.somebody();
    private final TestUser atAcme = personal.inOrganization("acme");
    private final TestUser atGlobex = personal.inOrganization("globex");

    /** Whose code of before still opens: the person's own, the one for acme, the one for globex. */
    @ParameterizedTest
    @CsvSource({"USER, false, true, true", "ORGANIZATION, true, false, true", "BOTH, false, false, true"})
    void leavesAuthenticatorsAndOtherLevelsAlone(Level level, boolean own, boolean acme, boolean globex) {
        Map<TestUser, TestPhone> phones = new LinkedHashMap<>();
        Map<TestUser, String> codes = new LinkedHashMap<>();
        for (TestUser user : List.of(personal, atAcme, atGlobex)) {
            TestPhone phone = TestPhone.active(api, clock, user, "google", 1);
            phones.put(user, phone);
            codes.put(user, code(user, phone, 1));
        }

        MfaResetRequested reset = reset(2, level);
        broker.publish(reset);

        await().untilAsserted(() -> assertThat(receipts())
                .containsExactly(
                        new EnrollmentsCleared(reset.resetId(), personal.id(), "acme", 2, 0, clock.instant())));
        assertThat(stored.fences(personal)).isEqualTo(fences(!own, !acme));
        assertThat(stored.enrollments(personal)).hasSize(3);
        assertThat(stored.backupCodes(personal)).hasSize(level == Level.BOTH ? 10 : 20);
        assertThat(spends(personal, codes)).isEqualTo(own);
        assertThat(spends(atAcme, codes)).isEqualTo(acme);
        assertThat(spends(atGlobex, codes)).isEqualTo(globex);
        phones.forEach((user, phone) -> assertThat(
                        api.verify(user, phone.enrollmentId(), 1, phone.code()).result())
                .isEqualTo("ACCEPTED"));
    }

    @Test
    void leavesRoomForNewCodesOfTheSameAuthenticator() {
        TestPhone phone = TestPhone.active(api, clock, personal, "google", 1);
        code(personal, phone, 1);
        broker.publish(reset(2, Level.USER));
        await().until(() -> receipts().size() == 1);

        assertThat(api.issueCodes(personal, phone.enrollmentId(), 1).problem())
                .as("a request of before the reset")
                .isEqualTo("urn:rekey:fenced");
        String fresh = code(personal, phone, 2);
        assertThat(api.spend(personal, 2, fresh).result()).isEqualTo("ACCEPTED");
        assertThat(api.start(personal, personal.newEnrollmentId(), "authy", 1).status())
                .as("a set-up of before the reset, which was none of its business")
                .isEqualTo(201);
    }

    @Test
    void isReceiptedAgainWhenItComesAgainAndTakesNoNewCode() {
        TestPhone phone = TestPhone.active(api, clock, personal, "google", 1);
        code(personal, phone, 1);
        broker.publish(reset(2, Level.USER));
        await().until(() -> receipts().size() == 1);
        String fresh = code(personal, phone, 2);

        broker.publish(reset(2, Level.USER));

        await().untilAsserted(() -> assertThat(receipts()).hasSize(2).allMatch(receipt -> receipt.count() == 0));
        assertThat(stored.fences(personal)).isEqualTo(fences(true, false));
        assertThat(api.spend(personal, 2, fresh).result()).isEqualTo("ACCEPTED");
    }

    @Test
    void isReceiptedForSomebodyWhoHasNone() {
        broker.publish(reset(2, Level.BOTH));

        await().until(() -> receipts().size() == 1);
        assertThat(stored.fences(personal)).isEqualTo(fences(true, true));
    }

    private MfaResetRequested reset(long epoch, Level level) {
        return ResetFixtures.reset(personal, epoch, level, List.of("backup_codes"));
    }

    private List<EnrollmentsCleared> receipts() {
        return broker.heard(personal, EnrollmentsCleared.class);
    }

    private String code(TestUser user, TestPhone phone, long epoch) {
        return api.issueCodes(user, phone.enrollmentId(), epoch)
                .body()
                .path("codes")
                .get(0)
                .asString();
    }

    /** Asked with the lowest fence there is: what refuses a code is this service's own. */
    private boolean spends(TestUser user, Map<TestUser, String> codes) {
        return api.spend(user, 0, codes.get(user)).result().equals("ACCEPTED");
    }

    private static Document fences(boolean own, boolean acme) {
        Document fences = new Document();
        if (own) {
            fences.append(USER, 2L);
        }
        if (acme) {
            fences.append(ACME, 2L);
        }
        return fences;
    }
}
