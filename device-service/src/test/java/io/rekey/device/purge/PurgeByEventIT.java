package io.rekey.device.purge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.device.RunningService;
import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.identity.MfaResetRequested;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Over the real broker: from an event of identity-service to the receipt that it waits for. */
class PurgeByEventIT extends RunningService {

    @Test
    void purgesOnAResetAndGivesAReceipt() throws Exception {
        String old = identity().trust("ev-reset", "d1", 0).text("token");
        identity().trust("ev-reset", "d2", 0);
        identityEvents().send(reset("ev-reset", "r1", 1), 1);
        awaitReceipts("ev-reset", 1);
        assertThat(receipts("ev-reset"))
                .containsExactly(new TrustedDevicesPurged("r1", "ev-reset", "acme", 1, 2, clock.instant()));
        assertThat(identity().verify("ev-reset", old, 0).text("result")).isEqualTo("REFUSED");
        assertThat(devices("ev-reset")).isEmpty();
        assertThat(identity().trust("ev-reset", "d3", 0).status())
                .as("a late sign-in of before the reset")
                .isEqualTo(409);
        assertThat(identity().trust("ev-reset", "d4", 1).status()).isEqualTo(201);
    }

    /** E09: what is newer than a reset survives it, however late and often it comes. */
    @Test
    void sparesWhatIsNewerThanALateReset() throws Exception {
        identity().trust("ev-late", "d0", 0);
        String newer = identity().trust("ev-late", "d1", 1).text("token");
        identityEvents().send(reset("ev-late", "r1", 1), 3);
        awaitReceipts("ev-late", 3);
        assertThat(devices("ev-late")).containsExactly("d1");
        assertThat(receipts("ev-late").stream().map(TrustedDevicesPurged::count))
                .as("a duplicate gives its receipt again")
                .containsExactly(1, 0, 0);
        assertThat(identity().verify("ev-late", newer, 1).text("result")).isEqualTo("ACCEPTED");
    }

    @Test
    void neverLowersTheFence() throws Exception {
        identityEvents().send(reset("ev-order", "r5", 5), 1);
        identityEvents().send(reset("ev-order", "r2", 2), 1);
        awaitReceipts("ev-order", 2);
        assertThat(identity().trust("ev-order", "d1", 4).status()).isEqualTo(409);
        assertThat(identity().trust("ev-order", "d2", 5).status()).isEqualTo(201);
        assertThat(stored("ev-order").get("fence", Number.class).longValue()).isEqualTo(5);
    }

    @Test
    void removesOneDeviceOnly() throws Exception {
        String revoked = identity().trust("ev-one", "d1", 4).text("token");
        String other = identity().trust("ev-one", "d2", 3 + 1).text("token");
        identityEvents().send(revocation("ev-one", "v1", 4, "d1"), 2);
        awaitReceipts("ev-one", 2);
        assertThat(devices("ev-one")).containsExactly("d2");
        assertThat(receipts("ev-one").stream().map(TrustedDevicesPurged::count)).containsExactly(1, 0);
        assertThat(identity().verify("ev-one", revoked, 0).text("result")).isEqualTo("REFUSED");
        assertThat(identity().verify("ev-one", other, 0).text("result")).isEqualTo("ACCEPTED");
        assertThat(identity().trust("ev-one", "d3", 4).status())
                .as("the epoch stays")
                .isEqualTo(201);
    }

    @Test
    void removesAllOlderDevices() throws Exception {
        identity().trust("ev-all", "d1", 0);
        identity().trust("ev-all", "d2", 1);
        identityEvents().send(revocation("ev-all", "v1", 1, null), 1);
        awaitReceipts("ev-all", 1);
        assertThat(devices("ev-all")).containsExactly("d2");
        assertThat(receipts("ev-all"))
                .containsExactly(new TrustedDevicesPurged("v1", "ev-all", "acme", 1, 1, clock.instant()));
    }

    @Test
    void givesAReceiptForAUserWithoutDevices() throws Exception {
        identityEvents().send(reset("ev-none", "r1", 7), 1);
        identityEvents().send(revocation("ev-none-2", "v1", 7, "d9"), 1);
        awaitReceipts("ev-none", 1);
        awaitReceipts("ev-none-2", 1);
        assertThat(receipts("ev-none").getFirst().count()).isZero();
        assertThat(receipts("ev-none-2").getFirst().count()).isZero();
        assertThat(identity().trust("ev-none", "d1", 6).status()).isEqualTo(409);
        assertThat(identity().trust("ev-none-2", "d1", 0).status()).isEqualTo(201);
    }

    /** What cannot be understood is put aside; what comes behind it on the same partition is not kept waiting. */
    @Test
    void goesOnBehindPoison() throws Exception {
        identity().trust("ev-poison", "d1", 0);
        identityEvents().send(new ProducerRecord<>("identity.events", "ev-poison", "{".getBytes(UTF_8)));
        identityEvents().send(revocationOfNothing("ev-poison"), 1);
        identityEvents().send(reset("ev-poison", "r1", 1), 1);
        awaitReceipts("ev-poison", 1);
        assertThat(devices("ev-poison")).isEmpty();
    }

    /** The stored event must leave even if the process died between the write and the sending. */
    @Test
    void sendsAReceiptThatWasLeftBehind() throws Exception {
        identityEvents().send(reset("ev-crash", "r1", 1), 1);
        awaitReceipts("ev-crash", 1);
        Document entry = new Document(waitingEntry());
        mongo.upsert(
                Query.query(Criteria.where("_id").is("ev-crash-2")),
                new Update().push("outbox", entry).set("pending", true),
                "trusted_devices");
        awaitReceipts("ev-crash-2", 1);
    }

    private Document waitingEntry() {
        return new Document("id", "left-behind")
                .append("topic", "device.events")
                .append("key", "ev-crash-2")
                .append("type", "io.rekey.device.TrustedDevicesPurged.v1")
                .append("source", "/device-service")
                .append("at", java.util.Date.from(clock.instant()))
                .append(
                        "data",
                        "{\"causeId\":\"r2\",\"userId\":\"ev-crash-2\",\"organizationId\":\"acme\",\"epoch\":1,\"count\":0,"
                                + "\"at\":\"2026-03-01T08:00:00Z\"}")
                .append("traceParent", null);
    }

    private MfaResetRequested reset(String user, String id, long epoch) {
        return new MfaResetRequested(
                id,
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

    private DeviceRevoked revocation(String user, String id, long epoch, String device) {
        return new DeviceRevoked(id, user, "acme", epoch, device, device == null, Actor.user("admin"), clock.instant());
    }

    private DeviceRevoked revocationOfNothing(String user) {
        return new DeviceRevoked("v0", user, "acme", 0, null, false, Actor.user("admin"), clock.instant());
    }

    private void awaitReceipts(String user, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receipts(user)).hasSize(count));
    }

    private List<TrustedDevicesPurged> receipts(String user) {
        return deviceEventsOf(user).stream()
                .filter(TrustedDevicesPurged.class::isInstance)
                .map(TrustedDevicesPurged.class::cast)
                .toList();
    }

    private List<String> devices(String user) {
        return stored(user).getList("devices", Document.class, List.of()).stream()
                .map(device -> device.getString("id"))
                .toList();
    }

    private Document stored(String user) {
        return mongo.findById(user, Document.class, "trusted_devices");
    }
}
