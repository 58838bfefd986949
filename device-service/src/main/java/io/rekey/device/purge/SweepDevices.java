package io.rekey.device.purge;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.device.trusteddevice.StoredDevice;
import io.rekey.device.trusteddevice.TrustedDevices;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Removes devices that have expired or stand below their user's fence. They are refused without it: it keeps the database
 * free of what is dead (invariant I7). Any number of instances may sweep at once.
 */
@Component
class SweepDevices {

    private static final int PAGE = 500;
    private static final String EXPIRES_AT = TrustedDevices.DEVICES + "." + StoredDevice.EXPIRES_AT;
    private static final String EPOCHS = TrustedDevices.DEVICES + "." + StoredDevice.EPOCH;

    private final MongoOperations mongo;
    private final Clock clock;

    SweepDevices(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Makes the index that finds the expired; does nothing if it is there. */
    void ensureIndex() {
        mongo.indexOps(TrustedDevices.COLLECTION)
                .createIndex(new Index(EXPIRES_AT, Sort.Direction.ASC).named("expiry"));
    }

    /** Looks at everything once. */
    void sweep() {
        removeExpired();
        removeFenced();
    }

    private void removeExpired() {
        Document expired = new Document("$lte", Date.from(clock.instant()));
        mongo.updateMulti(
                Query.query(where(EXPIRES_AT).lte(clock.instant())),
                new Update().pull(TrustedDevices.DEVICES, new Document(StoredDevice.EXPIRES_AT, expired)),
                TrustedDevices.COLLECTION);
    }

    /** Walks through all users in pages by key: no index can compare two fields of a document. */
    private void removeFenced() {
        String last = "";
        List<Document> page;
        do {
            page = pageAfter(last);
            page.forEach(this::removeFenced);
            last = page.isEmpty() ? last : page.getLast().getString("_id");
        } while (page.size() == PAGE);
    }

    private List<Document> pageAfter(String last) {
        Query query = Query.query(where("_id").gt(last)).with(Sort.by("_id")).limit(PAGE);
        query.fields().include(TrustedDevices.FENCE, EPOCHS);
        return mongo.find(query, Document.class, TrustedDevices.COLLECTION);
    }

    /** The fence that was read can only have risen since, so what was below it still is. */
    private void removeFenced(Document user) {
        if (!(user.get(TrustedDevices.FENCE) instanceof Number fence) || !hasDeviceBelow(user, fence.longValue())) {
            return;
        }
        // Guard: fence filter of device-service AND its sweeper
        Document below = new Document(StoredDevice.EPOCH, new Document("$lt", fence.longValue()));
        mongo.updateFirst(
                Query.query(where("_id").is(user.getString("_id"))),
                new Update().pull(TrustedDevices.DEVICES, below),
                TrustedDevices.COLLECTION);
    }

    private static boolean hasDeviceBelow(Document user, long fence) {
        return user.getList(TrustedDevices.DEVICES, Document.class, List.of()).stream()
                .anyMatch(device -> device.get(StoredDevice.EPOCH, Number.class).longValue() < fence);
    }
}
