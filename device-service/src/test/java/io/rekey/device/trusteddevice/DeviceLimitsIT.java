package io.rekey.device.trusteddevice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.device.IdentitySide;
import io.rekey.device.IdentitySide.Answer;
import io.rekey.device.RunningService;
import io.rekey.device.description.DeviceDescription;
import io.rekey.device.description.IpAddress;
import io.rekey.device.description.SystemKind;
import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an organization asks for beside the request: a shorter life, fewer devices, and never more than the service allows. */
class DeviceLimitsIT extends RunningService {

    @Autowired
    private TrustedDevices devices;

    private String user = "nobody";

    @BeforeEach
    void aUserOfTheirOwn(TestInfo test) {
        user = "limits-" + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void endATrustAfterTheLifetimeAskedForHoweverOftenItIsUsed() {
        Instant end = clock.instant().plus(Duration.ofHours(48));
        Answer trusted = trust("d1", "PT48H", null);
        assertThat(expiryIn(trusted.body())).isEqualTo(end);

        clock.advance(Duration.ofHours(48).minusMillis(1));
        Answer used = identity().verify(user, trusted.text("token"), 0);
        assertThat(used.text("result")).isEqualTo("ACCEPTED");
        assertThat(expiryIn(used.body())).isEqualTo(end);
        assertThat(listed()).extracting(DeviceLimitsIT::expiryIn).containsExactly(end);

        clock.advance(Duration.ofMillis(1));
        assertThat(identity().verify(user, used.text("newToken"), 0).text("result"))
                .isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @CsvSource({"'\"PT720H\"', P30D", "'\"P1D\"', P1D", "'\"PT1S\"', PT1S", "3600, PT1H", "null, P30D"})
    void takeALifetimeInIsoTextOrSeconds(String json, Duration lifetime) {
        Answer trusted = trustJson("d" + Math.abs(json.hashCode()), "lifetime", json);
        assertThat(trusted.status()).isEqualTo(201);
        assertThat(expiryIn(trusted.body())).isEqualTo(clock.instant().plus(lifetime));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT720H1S", "P31D", "P36500D", "PT2562047788015215H"})
    void neverMakeATrustLastForMoreThanThirtyDays(String lifetime) {
        Answer trusted = trust("d" + lifetime, lifetime, null);
        assertThat(expiryIn(trusted.body())).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void keepAsManyDevicesAsAskedForAndDropTheOldest() {
        for (String device : List.of("d1", "d2", "d3", "d4")) {
            trust(device, null, null);
        }
        trust("d5", null, 3);
        assertThat(listedIds()).containsExactly("d3", "d4", "d5");
        trust("d6", null, null);
        assertThat(listedIds()).as("it counts at the write that asks for it").containsExactly("d3", "d4", "d5", "d6");
        trust("d7", null, 1);
        assertThat(listedIds()).containsExactly("d7");
    }

    @Test
    void refuseTheTokenOfADeviceThatHadToGo() {
        String gone = trust("d1", null, null).text("token");
        String kept = trust("d2", null, 1).text("token");
        assertThat(identity().verify(user, gone, 0).text("result")).isEqualTo("REFUSED");
        assertThat(identity().verify(user, kept, 0).text("result")).isEqualTo("ACCEPTED");
    }

    @Test
    void areTheServicesOwnWhereThoseAreNarrower() {
        TrustDevice wary = new TrustDevice(
                devices, new TrustedDeviceProperties(Duration.ofDays(7), 2, Duration.ZERO), new SecureRandom());
        for (String device : List.of("d1", "d2", "d3")) {
            TrustDevice.Trusted trusted =
                    wary.trust(new UserId(user), request(device, Limits.asked(Duration.ofDays(8), 3)));
            assertThat(trusted.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
        }
        assertThat(listedIds()).containsExactly("d2", "d3");
        wary.trust(new UserId(user), request("d4", Limits.asked(Duration.ofDays(6), 1)));
        assertThat(listedIds()).containsExactly("d4");
        assertThat(listed())
                .extracting(DeviceLimitsIT::expiryIn)
                .containsExactly(clock.instant().plus(Duration.ofDays(6)));
    }

    @Test
    void shortenTheLifeOfARenewedDeviceAndNeverProlongIt() {
        Instant start = clock.instant();
        trust("d1", "PT48H", null);
        clock.advance(Duration.ofMinutes(1));
        Instant end = start.plus(Duration.ofHours(48));
        assertThat(expiryIn(trust("d1", "PT72H", null).body())).isEqualTo(end);
        assertThat(expiryIn(trust("d1", null, null).body())).isEqualTo(end);

        Instant sooner = clock.instant().plus(Duration.ofHours(1));
        Answer shortened = trust("d1", "PT1H", null);
        assertThat(expiryIn(shortened.body())).isEqualTo(sooner);
        assertThat(listed()).extracting(DeviceLimitsIT::expiryIn).containsExactly(sooner);
        clock.advance(Duration.ofHours(1));
        assertThat(identity().verify(user, shortened.text("token"), 0).text("result"))
                .isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @CsvSource({
        "lifetime, '\"\"'",
        "lifetime, '\"PT0S\"'",
        "lifetime, '\"PT-1H\"'",
        "lifetime, '\"PT1.5S\"'",
        "lifetime, '\"30d\"'",
        "lifetime, '\"P1M\"'",
        "lifetime, '\"PT9223372036854775808S\"'",
        "lifetime, 0",
        "lifetime, -60",
        "lifetime, 0.5",
        "lifetime, 9223372036854775808",
        "lifetime, 1e400",
        "lifetime, true",
        "lifetime, '[3600]'",
        "lifetime, '{}'",
        "maximum, 0",
        "maximum, -1",
        "maximum, 11",
        "maximum, 2147483648",
        "maximum, 1.5",
        "maximum, true",
        "maximum, '\"\"'",
        "maximum, '\"3\"'",
        "maximum, '[3]'",
    })
    void changeNothingWhereTheyAreOfAWrongForm(String field, String json) {
        trust("d1", "PT1H", null);
        List<JsonNode> before = listed();

        Answer refused = trustJson("d2", field, json);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().has("title")).as("a problem document").isTrue();
        assertThat(trustJson("d1", field, json).status()).as("nor renewed").isEqualTo(400);
        assertThat(listed()).isEqualTo(before);
    }

    private Answer trust(String device, @Nullable String lifetime, @Nullable Integer maximum) {
        Map<String, Object> body = IdentitySide.trustBody(user, device, 0);
        body.put("lifetime", lifetime);
        body.put("maximum", maximum);
        return identity().trust(body);
    }

    /** With one field more, written just so. */
    private Answer trustJson(String device, String field, String value) {
        String body = JsonMapper.shared().writeValueAsString(IdentitySide.trustBody(user, device, 0));
        return identity()
                .post("/internal/trusted-devices", body.replaceFirst("}$", ",\"" + field + "\":" + value + "}"));
    }

    private TrustDevice.Request request(String device, Limits limits) {
        Visit visit = new Visit(
                new DeviceDescription(SystemKind.COMPUTER, "Computer", "Linux", "Firefox 128.0"),
                IpAddress.of("192.0.2.7"),
                clock.instant());
        return new TrustDevice.Request(
                new DeviceId(device), new OrganizationId("acme"), "google", Epoch.ZERO, visit, limits);
    }

    private List<JsonNode> listed() {
        return identity().devicesOf(user).body().get("devices").valueStream().toList();
    }

    private List<String> listedIds() {
        return listed().stream()
                .map(device -> device.get("deviceId").asString())
                .toList();
    }

    private static Instant expiryIn(JsonNode body) {
        return Instant.parse(body.get("expiresAt").asString());
    }
}
