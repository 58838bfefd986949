package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.device.RunningService;
import io.rekey.device.description.DeviceDescription;
import io.rekey.device.description.IpAddress;
import io.rekey.device.description.SystemKind;
import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.DeviceToken;
import io.rekey.device.token.TokenHistory;
import io.rekey.device.trusteddevice.TrustDevice.FencedException;
import io.rekey.device.trusteddevice.VerifyDevice.Accepted;
import io.rekey.device.trusteddevice.VerifyDevice.Refused;
import io.rekey.device.trusteddevice.VerifyDevice.TheftSuspected;
import io.rekey.device.trusteddevice.VerifyDevice.Verdict;
import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.events.device.DeviceTrusted;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Update;

class DeviceUseIT extends RunningService {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int THREADS = 32;

    @Autowired
    private TrustDevice trustDevice;

    @Autowired
    private VerifyDevice verifyDevice;

    @Autowired
    private TrustedDevices devices;

    private UserId user = new UserId("nobody");

    @BeforeEach
    void aUserOfTheirOwn(TestInfo test) {
        user = new UserId("use-" + test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void storesNothingThatOpensAnything() {
        String token = trust("d1", 0);
        String next = accepted(verify(token, 0));
        String stored = String.valueOf(mongo.findById(user.value(), Document.class, TrustedDevices.COLLECTION));
        assertThat(stored).contains("d1");
        assertThat(stored).doesNotContain(token.substring(3)).doesNotContain(next.substring(3));
    }

    @Test
    void refusesWhateverIsNotExactlyTheToken() {
        String token = trust("d1", 0);
        List<String> wrong = new ArrayList<>(List.of(
                token.substring(0, token.length() - 1),
                token + "A",
                token + "=",
                "x" + token,
                "d2" + token.substring(2),
                token.replace('.', ','),
                ""));
        for (int i = 3; i < token.length(); i++) {
            char c = token.charAt(i);
            char flipped = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
            if (flipped != c) {
                wrong.add(token.substring(0, i) + flipped + token.substring(i + 1));
            }
        }
        wrong.forEach(text -> assertThat(verify(text, 0)).isInstanceOf(Refused.class));
        assertThat(verify(token, 0)).as("and no harm was done").isInstanceOf(Accepted.class);
    }

    @Test
    void isNotHarmedByGuesses() {
        String token = trust("d1", 0);
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 300; i++) {
            String guess = DeviceToken.mint(new DeviceId("d1"), random).text();
            assertThat(verify(guess, 0)).isInstanceOf(Refused.class);
        }
        assertThat(verify(token, 0)).isInstanceOf(Accepted.class);
        assertThat(thefts()).isEmpty();
    }

    /** S23. */
    @Test
    void vouchesForItsOwnUserOnly() {
        String token = trust("d1", 0);
        UserId other = new UserId("use-somebody-else");
        trustDevice.trust(other, request("d1", 0));
        assertThat(verifyDevice.verify(other, token, Epoch.ZERO, visit())).isInstanceOf(Refused.class);
        assertThat(devices.of(other).devices()).hasSize(1);
        assertThat(verify(token, 0)).isInstanceOf(Accepted.class);
    }

    /** S21: the owner has used the device since the copy was made. */
    @Test
    void suspectsTheftWhenAStolenCopyComesAfterTheOwner() {
        String stolen = trust("d1", 0);
        String owners = accepted(verify(stolen, 0));
        clock.advance(GRACE);
        assertThat(verify(stolen, 0)).isInstanceOf(TheftSuspected.class);
        assertThat(verify(owners, 0)).as("nobody has the device any more").isInstanceOf(Refused.class);
        assertThat(verify(stolen, 0)).as("and it is said once").isInstanceOf(Refused.class);
        assertThat(thefts()).containsExactly(new DeviceTheftSuspected(user.value(), "acme", "d1", clock.instant()));
    }

    /** S21: the thief came first, the owner's own next sign-in gives the theft away. */
    @Test
    void suspectsTheftWhenTheOwnerComesAfterTheThief() {
        String copied = trust("d1", 0);
        String thiefs = accepted(verify(copied, 0));
        String thiefsNext = accepted(verify(thiefs, 0));
        clock.advance(Duration.ofDays(3));
        assertThat(verify(copied, 0)).isInstanceOf(TheftSuspected.class);
        assertThat(verify(thiefsNext, 0)).isInstanceOf(Refused.class);
    }

    @Test
    void suspectsTheftEvenWithinTheGraceOfALaterToken() {
        String first = trust("d1", 0);
        accepted(verify(accepted(verify(first, 0)), 0));
        assertThat(verify(first, 0)).isInstanceOf(TheftSuspected.class);
    }

    @Test
    void leavesOtherDevicesAloneWhenOneIsStolen() {
        String stolen = trust("d1", 0);
        String other = trust("d2", 0);
        accepted(verify(stolen, 0));
        clock.advance(GRACE);
        assertThat(verify(stolen, 0)).isInstanceOf(TheftSuspected.class);
        assertThat(verify(other, 0)).isInstanceOf(Accepted.class);
    }

    @Test
    void endsAfterThirtyDaysHoweverOftenItIsUsed() {
        String token = trust("d1", 0);
        for (int day = 0; day < 29; day++) {
            clock.advance(Duration.ofDays(1));
            token = accepted(verify(token, 0));
        }
        clock.advance(Duration.ofDays(1).minusMillis(1));
        token = accepted(verify(token, 0));
        clock.advance(Duration.ofMillis(1));
        assertThat(verify(token, 0)).isInstanceOf(Refused.class);
        assertThat(devices.of(user).trustedAt(clock.instant())).isEmpty();
    }

    @Test
    void isRefusedBelowTheFenceOfTheSignIn() {
        String token = trust("d1", 3);
        assertThat(verify(token, 4)).isInstanceOf(Refused.class);
        assertThat(verify(token, 3)).isInstanceOf(Accepted.class);
    }

    @Test
    void isRefusedBelowItsOwnFence() {
        String token = trust("d1", 3);
        String other = trust("d2", 4);
        mongo.updateFirst(TrustedDevices.byUser(user), new Update().max("fence", 4L), TrustedDevices.COLLECTION);
        assertThat(verify(token, 0)).isInstanceOf(Refused.class);
        assertThat(verify(other, 0)).isInstanceOf(Accepted.class);
    }

    /** The look at the device and its rotation are two steps; whatever comes between them counts. */
    @Test
    void isNotRotatedBelowAFenceThatRoseSinceItWasRead() {
        DeviceToken token = trustDevice.trust(user, request("d1", 3)).token();
        TrustedDevice read = devices.of(user).devices().getFirst();
        mongo.updateFirst(TrustedDevices.byUser(user), new Update().max("fence", 4L), TrustedDevices.COLLECTION);
        TrustedDevice used =
                read.used(DeviceToken.mint(read.id(), new SecureRandom()).hash(), visit());
        assertThat(devices.rotate(user, used, token.hash(), Epoch.ZERO)).isFalse();
        mongo.updateFirst(TrustedDevices.byUser(user), new Update().set("fence", 3L), TrustedDevices.COLLECTION);
        assertThat(devices.rotate(user, used, token.hash(), new Epoch(4))).isFalse();
        assertThat(devices.rotate(user, used, token.hash(), new Epoch(3))).isTrue();
        assertThat(devices.rotate(user, used, token.hash(), new Epoch(3))).isFalse();
    }

    @Test
    void isRenewedByARepeatedRequestOfItsSignIn() {
        String first = trust("d1", 2);
        clock.advance(Duration.ofMinutes(1));
        String second = trust("d1", 2);
        assertThat(devices.of(user).devices()).hasSize(1);
        assertThat(verify(first, 0)).as("never shown, so no sign of theft").isInstanceOf(Refused.class);
        assertThat(verify(second, 0)).isInstanceOf(Accepted.class);
        assertThat(deviceEventsOf(user.value()).stream().filter(DeviceTrusted.class::isInstance))
                .containsExactly(new DeviceTrusted(
                        user.value(), "acme", "d1", "google", 2, clock.instant().minusSeconds(60)));
    }

    @Test
    void keepsItsEndAndItsUsedTokensWhenItIsRenewed() {
        String first = trust("d1", 2);
        accepted(verify(first, 0));
        TrustedDevice before = devices.of(user).devices().getFirst();
        clock.advance(GRACE);
        trust("d1", 2);
        assertThat(devices.of(user).devices().getFirst().expiresAt()).isEqualTo(before.expiresAt());
        assertThat(verify(first, 0)).isInstanceOf(TheftSuspected.class);
    }

    @Test
    void isNotTakenOverByASignInOfAnotherEpoch() {
        String token = trust("d1", 2);
        assertThatThrownBy(() -> trust("d1", 3)).isInstanceOf(FencedException.class);
        assertThat(verify(token, 2)).isInstanceOf(Accepted.class);
    }

    @Test
    void isNotTrustedBelowTheFence() {
        trust("d1", 5);
        assertThatThrownBy(() -> trust("d2", 4)).isInstanceOf(FencedException.class);
        trust("d3", 5);
        trust("d4", 6);
        assertThat(devices.of(user).devices().stream().map(TrustedDevice::id).map(DeviceId::value))
                .containsExactly("d1", "d3", "d4");
        assertThat(devices.of(user).fence()).as("only resets raise it").isEqualTo(new Epoch(5));
    }

    @Test
    void isRotatedOnceByThirtyTwoTabsAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String token = trust("d" + round, 0);
            List<Verdict> verdicts = atOnce(() -> verify(token, 0));
            assertThat(verdicts).allMatch(Accepted.class::isInstance);
            List<DeviceToken> issued = verdicts.stream()
                    .map(verdict -> ((Accepted) verdict).newToken())
                    .filter(java.util.Objects::nonNull)
                    .toList();
            assertThat(issued).hasSize(1);
            assertThat(verify(issued.getFirst().text(), 0)).isInstanceOf(Accepted.class);
        }
        assertThat(thefts()).isEmpty();
    }

    @Test
    void tellsOfATheftOnceWhenThirtyTwoCopiesAreShownAtOnce() throws Exception {
        String stolen = trust("d1", 0);
        accepted(verify(stolen, 0));
        clock.advance(GRACE);
        List<Verdict> verdicts = atOnce(() -> verify(stolen, 0));
        assertThat(verdicts.stream().filter(TheftSuspected.class::isInstance)).hasSize(1);
        assertThat(verdicts.stream().filter(Refused.class::isInstance)).hasSize(THREADS - 1);
        assertThat(thefts()).hasSize(1);
    }

    @Test
    void isAddedOnceByThirtyTwoRepeatedRequests() throws Exception {
        List<String> tokens = atOnce(() -> trust("d1", 1));
        assertThat(devices.of(user).devices()).hasSize(1);
        assertThat(tokens.stream().filter(token -> verify(token, 1) instanceof Accepted))
                .hasSize(1);
        assertThat(deviceEventsOf(user.value()).stream().filter(DeviceTrusted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void letsManyFirstWritersIn() throws Exception {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < THREADS; i++) {
            numbers.add(i);
        }
        List<String> tokens = atOnce(() -> trust("d" + numbers.removeFirst(), 7));
        assertThat(tokens).hasSize(THREADS);
        List<TrustedDevice> kept = devices.of(user).devices();
        assertThat(kept).hasSize(Limits.WIDEST.maximum());
    }

    /** Ten devices with full histories stay far below what a document may hold. */
    @Test
    void boundsTheDocument() {
        for (int device = 0; device < 12; device++) {
            String token = trust("d" + device, 0);
            for (int use = 0; use < TokenHistory.REMEMBERED + 5; use++) {
                token = accepted(verify(token, 0));
            }
        }
        Document stored = mongo.findById(user.value(), Document.class, TrustedDevices.COLLECTION);
        assertThat(stored).isNotNull();
        stored.remove("outbox");
        assertThat(stored.toJson()).hasSizeLessThan(100_000);
    }

    private String trust(String device, long epoch) {
        return trustDevice.trust(user, request(device, epoch)).token().text();
    }

    private TrustDevice.Request request(String device, long epoch) {
        return new TrustDevice.Request(
                new DeviceId(device), new OrganizationId("acme"), "google", new Epoch(epoch), visit(), Limits.WIDEST);
    }

    private Verdict verify(String token, long fence) {
        return verifyDevice.verify(user, token, new Epoch(fence), visit());
    }

    private static String accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Accepted.class);
        DeviceToken next = ((Accepted) verdict).newToken();
        assertThat(next).isNotNull();
        return next.text();
    }

    private Visit visit() {
        return new Visit(
                new DeviceDescription(SystemKind.COMPUTER, "Computer", "Linux", "Firefox 128.0"),
                IpAddress.of("192.0.2.7"),
                clock.instant());
    }

    private List<DeviceTheftSuspected> thefts() {
        return deviceEventsOf(user.value()).stream()
                .filter(DeviceTheftSuspected.class::isInstance)
                .map(DeviceTheftSuspected.class::cast)
                .toList();
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<T>> calls = Collections.nCopies(THREADS, () -> {
                start.await();
                return call.call();
            });
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
