package io.rekey.identity.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** PROTOCOL 1.2, 1.3: one device by its id, or all by the fence of devices and nothing else. */
class RevokeDeviceIT extends RunningIdentity {

    @Autowired
    ForgetExpiredRevocations forget;

    private Person ada;
    private Person marta;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
    }

    @Test
    void fencesOneIdAndLeavesTheEpochAlone() {
        Browser lost = trusted("lost");
        Browser kept = trusted("kept");
        Answer answer = delete(adas, "/" + id("lost"), adas.proof(ada, "device:revoke", marta.id()));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("revocationId")).startsWith("revocation-");
        assertThat(lost.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(kept.signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(read(marta).epoch()).isEqualTo(1);
        assertThat(grid(adas)).containsExactly(id("kept"));
        assertThat(eventsAbout(marta, DeviceRevoked.class)).singleElement().satisfies(event -> {
            assertThat(event.deviceId()).isEqualTo(id("lost"));
            assertThat(event.epoch()).isEqualTo(1);
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
    }

    @Test
    void fencesAllAndRaisesNothingButEpochAndDevices() {
        Browser trusted = trusted("any");
        Browser session = signedIn(marta);
        Fences before = read(marta).fences();
        assertThat(delete(adas, "", adas.proof(ada, "device:revoke", marta.id()))
                        .status())
                .isEqualTo(202);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(read(marta).fences()).isEqualTo(new Fences(before.sessions(), before.links(), 2, before.factors()));
        assertThat(session.isSignedIn()).isTrue();
        assertThat(trusted.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(grid(adas)).isEmpty();
        assertThat(trusted.codeAndTrust(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(trusted.signIn(marta).state()).as("trusted anew").isEqualTo("SIGNED_IN");
    }

    @Test
    void leavesALinkAlone() {
        resetBySomebody(marta);
        String link = mailedLink(marta);
        delete(adas, "", adas.proof(ada, "device:revoke", marta.id()));
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(200);
    }

    @Test
    void countsManyAtOnceWithoutAHole() throws Exception {
        Browser martas = signedIn(marta);
        assertThat(Race.times(6, () -> delete(martas.twin(), "", null).status()))
                .containsOnly(202);
        assertThat(eventsAbout(marta, DeviceRevoked.class))
                .extracting(DeviceRevoked::epoch)
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    /** Whoever lost a laptop must not be kept from it. */
    @Test
    void needsAProofForSomebodyElseOnly() {
        Answer refused = delete(adas, "/d-1", null);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.problem()).isEqualTo("step-up-required");
        assertThat(read(marta).isRevoked("d-1")).isFalse();
        assertThat(delete(signedIn(marta), "/d-1", null).status()).isEqualTo(202);
        assertThat(read(marta).isRevoked("d-1")).isTrue();
    }

    @Test
    void showsAndRevokesNobodyElsesDevices() {
        Browser jonas = signedIn(user());
        Browser support = signedIn(people.active(mfa, ACME, Role.SUPPORT));
        Browser grace = signedIn(people.active(mfa, GLOBEX, Role.ADMINISTRATOR));
        for (Browser other : new Browser[] {jonas, grace}) {
            assertThat(other.get(path(marta)).status()).isEqualTo(404);
            assertThat(delete(other, "/d-1", null).status()).isEqualTo(404);
        }
        assertThat(support.get(path(ada)).status()).isEqualTo(403);
        assertThat(support.get(path(marta)).status()).isEqualTo(200);
        assertThat(browser().get(path(marta)).status()).isEqualTo(401);
        assertThat(read(marta).isRevoked("d-1")).isFalse();
    }

    @Test
    void takesNoIdThatIsNone() {
        assertThat(delete(signedIn(marta), "/a.b", null).status()).isEqualTo(404);
        assertThat(delete(signedIn(marta), "/" + "x".repeat(65), null).status()).isEqualTo(404);
    }

    @Test
    void isSettledByItsReceipts() throws Exception {
        String cause = delete(signedIn(marta), "/d-1", null).string("revocationId");
        topics.say(new TrustedDevicesPurged(cause, marta.id(), ACME, 1, 1, clock.instant()));
        topics.say(new MailHandedOver("m", "device-revoked", cause, marta.id(), ACME, 1, 0, 1, clock.instant()));
        await().until(() -> stored(marta).getList("unsettled", Document.class).isEmpty());
        assertThat(mongo.findById(cause, Document.class, "resets"))
                .as("no reset")
                .isNull();
    }

    @Test
    void isForgottenWhenItsCookieHasExpiredAnyhow() {
        delete(signedIn(marta), "/d-1", null);
        clock.advance(Duration.ofDays(31));
        forget.forget();
        assertThat(read(marta).isRevoked("d-1")).isTrue();
        clock.advance(Duration.ofMillis(1));
        forget.forget();
        assertThat(read(marta).isRevoked("d-1")).isFalse();
    }

    private Browser trusted(String name) {
        return browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), id(name), "google", 1));
    }

    private String id(String name) {
        return name + "-" + marta.id();
    }

    private java.util.List<String> grid(Browser by) {
        return by.get(path(marta))
                .body()
                .path("devices")
                .valueStream()
                .map(row -> row.path("deviceId").asString())
                .toList();
    }

    private Answer delete(Browser by, String device, @org.jspecify.annotations.Nullable String proof) {
        return by.send("DELETE", path(marta) + device, null, proof == null ? Map.of() : Map.of("Rekey-Step-Up", proof));
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/trusted-devices";
    }
}
