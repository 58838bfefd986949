package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.journey.Answer;
import io.rekey.journey.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A browser that was trusted is revoked and must give a second factor again, whatever cookie it still has. */
class RevokedDeviceJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void aTrustedBrowserSkipsTheSecondFactor() {
        Person marta = acme.member("marta").signIn(true);

        Browser trusted = marta.trustedBrowser();

        assertThat(signIn(marta, trusted).text("state")).isEqualTo("SIGNED_IN");
        assertThat(devices(marta)).hasSize(1);
        assertThat(devices(marta).get(0).path("browser").asString()).startsWith("Chrome");
    }

    @Test
    void theAdministratorRevokesOneDeviceAndTheOtherStaysTrusted() {
        Person marta = acme.member("marta").signIn(true);
        Browser first = marta.trustedBrowser();
        acme.nextCodes();
        marta.browser = acme.platform.browser();
        marta.signIn(true);
        Browser second = marta.trustedBrowser();
        String firstId = devices(marta).get(0).path("deviceId").asString();

        Answer revoked = revoke(acme.ada, marta, firstId);

        assertThat(revoked.status()).as(revoked.described()).isEqualTo(202);
        assertThat(signIn(marta, first).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(signIn(marta, second).text("state")).isEqualTo("SIGNED_IN");
        await().atMost(Duration.ofSeconds(20)).until(() -> marta.inbox.mails().size() == 2);
    }

    @Test
    void aSessionThatTheDeviceVouchedForEndsWithIt() {
        Person marta = acme.member("marta").signIn(true);
        Browser vouched = marta.trustedBrowser();
        signIn(marta, vouched);
        assertThat(vouched.get("/api/v1/session").status()).isEqualTo(200);

        revoke(acme.ada, marta, devices(marta).get(0).path("deviceId").asString());

        assertThat(vouched.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(marta.isSignedIn()).as("the session that a code opened").isTrue();
    }

    @Test
    void theUserRevokesOneOfTheirOwn() {
        Person marta = acme.member("marta").signIn(true);
        Browser trusted = marta.trustedBrowser();
        String deviceId = marta.browser
                .get("/api/v1/users/" + marta.userId + "/trusted-devices")
                .json()
                .path("devices")
                .get(0)
                .path("deviceId")
                .asString();

        Answer revoked =
                marta.browser.delete("/api/v1/users/" + marta.userId + "/trusted-devices/" + deviceId, Map.of());

        assertThat(revoked.status()).isEqualTo(202);
        assertThat(signIn(marta, trusted).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void revokingAllDevicesLeavesFactorsSessionsAndLinksAlone() {
        Person marta = acme.member("marta").signIn(true);
        Browser trusted = marta.trustedBrowser();

        Answer revoked = acme.ada.browser.delete(
                "/api/v1/users/" + marta.userId + "/trusted-devices",
                Map.of("Rekey-Step-Up", acme.ada.stepUp("device:revoke", marta.userId)));

        assertThat(revoked.status()).as(revoked.described()).isEqualTo(202);
        assertThat(signIn(marta, trusted).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(marta.isSignedIn()).isTrue();
        acme.nextCodes();
        assertThat(marta.signIn().isSignedIn()).isTrue();
    }

    @Test
    void aTokenUsedAgainAfterItWasReplacedRevokesTheDevice() {
        Person marta = acme.member("marta").signIn(true);
        Browser stolen = marta.trustedBrowser();
        Browser own = marta.trustedBrowser();
        signIn(marta, own);
        acme.nextCodes();

        assertThat(signIn(marta, stolen).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(signIn(marta, own).text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        marta.inbox.awaitMails(2);
    }

    private Answer signIn(Person person, Browser browser) {
        return person.givePassword(browser);
    }

    private JsonNode devices(Person person) {
        return acme.ada
                .browser
                .get("/api/v1/users/" + person.userId + "/trusted-devices")
                .json()
                .path("devices");
    }

    private Answer revoke(Person administrator, Person person, String deviceId) {
        return administrator.browser.delete(
                "/api/v1/users/" + person.userId + "/trusted-devices/" + deviceId,
                Map.of("Rekey-Step-Up", administrator.stepUp("device:revoke", person.userId)));
    }
}
