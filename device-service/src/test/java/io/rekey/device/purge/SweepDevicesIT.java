package io.rekey.device.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.device.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.index.IndexInfo;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

class SweepDevicesIT extends RunningService {

    private static final String COLLECTION = "trusted_devices";

    @Autowired
    private SweepDevices sweepDevices;

    @Test
    void removesWhatHasExpiredAndNothingElse() {
        identity().trust("sweep-expired", "old", 0);
        clock.advance(Duration.ofDays(1));
        identity().trust("sweep-expired", "young", 0);
        clock.advance(Duration.ofDays(29).minusMillis(1));
        sweepDevices.sweep();
        assertThat(devices("sweep-expired")).containsExactly("old", "young");
        clock.advance(Duration.ofMillis(1));
        sweepDevices.sweep();
        assertThat(devices("sweep-expired")).containsExactly("young");
    }

    @Test
    void removesWhatIsBelowTheFenceAndNothingElse() {
        identity().trust("sweep-fence", "below", 1);
        identity().trust("sweep-fence", "at", 2);
        identity().trust("sweep-fence", "above", 3);
        raiseFence("sweep-fence", 2);
        sweepDevices.sweep();
        assertThat(devices("sweep-fence")).containsExactly("at", "above");
    }

    @Test
    void reachesEveryUserOfManyPages() {
        List<Document> users = IntStream.range(0, 1_203)
                .mapToObj(i -> new Document("_id", "sweep-many-%04d".formatted(i))
                        .append("fence", 2L)
                        .append("devices", List.of(new Document("id", "d1").append("epoch", i % 2 == 0 ? 1L : 2L))))
                .toList();
        mongo.getCollection(COLLECTION).insertMany(users);
        sweepDevices.sweep();
        Query left = Query.query(
                Criteria.where("_id").regex("^sweep-many-").and("devices.id").is("d1"));
        assertThat(mongo.count(left, COLLECTION)).isEqualTo(601);
        mongo.remove(Query.query(Criteria.where("_id").regex("^sweep-many-")), COLLECTION);
    }

    @Test
    void leavesFenceAndOutboxAlone() {
        identity().trust("sweep-rest", "d1", 1);
        raiseFence("sweep-rest", 9);
        sweepDevices.sweep();
        assertThat(devices("sweep-rest")).isEmpty();
        assertThat(identity().trust("sweep-rest", "d2", 8).status()).isEqualTo(409);
        assertThat(deviceEventsOf("sweep-rest")).hasSize(1);
    }

    @Test
    void hasItsIndex() {
        sweepDevices.ensureIndex();
        sweepDevices.ensureIndex();
        assertThat(mongo.indexOps(COLLECTION).getIndexInfo().stream().map(IndexInfo::getName))
                .contains("expiry", "pending");
    }

    private void raiseFence(String user, long fence) {
        mongo.updateFirst(Query.query(Criteria.where("_id").is(user)), new Update().max("fence", fence), COLLECTION);
    }

    private List<String> devices(String user) {
        Document stored = mongo.findById(user, Document.class, COLLECTION);
        return stored.getList("devices", Document.class).stream()
                .map(device -> device.getString("id"))
                .toList();
    }
}
