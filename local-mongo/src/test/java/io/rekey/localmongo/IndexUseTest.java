package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server looks at, among 100,000 documents, to answer the queries that run all the time. */
class IndexUseTest {
    private static final int USERS = 100_000;
    private static final int BATCH = 10_000;

    private static Connected mongo;
    private static MongoCollection<Document> users;

    @BeforeAll
    static void fill(@TempDir Path folder) throws IOException {
        mongo = Connected.to(folder);
        users = mongo.collection("users");
        users.createIndex(json("{organization: 1, email: 1}"), new IndexOptions().unique(true));
        users.createIndex(json("{organization: 1}"));
        users.createIndex(json("{pending: 1}"), new IndexOptions().sparse(true));
        users.createIndex(
                json("{'devices.id': 1}"), new IndexOptions().unique(true).sparse(true));
        users.createIndex(json("{expiresAt: 1}"));
        for (int from = 0; from < USERS; from += BATCH) {
            users.insertMany(IntStream.range(from, from + BATCH)
                    .mapToObj(IndexUseTest::user)
                    .toList());
        }
    }

    private static Document user(int i) {
        Document user = json("{_id: 'u%d', organization: 'o%d', email: 'e%d', epoch: 1, devices: [{id: 'd%d'}]}"
                        .formatted(i, i % 10, i, i))
                .append("expiresAt", new Date(i));
        return i % 1_000 == 0 ? user.append("pending", true) : user;
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    private static long examinedBy(Runnable query) {
        long before = mongo.server().documentsExamined();
        query.run();
        return mongo.server().documentsExamined() - before;
    }

    private static long examinedToFind(String filter, int expected) {
        return examinedBy(() -> assertThat(users.countDocuments(json(filter))).isEqualTo(expected));
    }

    @Test
    void aCompareAndSetLooksAtOneDocument() {
        long examined = examinedBy(() -> {
            for (int i = 0; i < 100; i++) {
                Document filter = new Document("_id", "u" + 500 * i).append("epoch", 1);
                assertThat(users.updateOne(filter, json("{$inc: {epoch: 1}}")).getModifiedCount())
                        .isEqualTo(1);
            }
        });

        assertThat(examined).isEqualTo(100);
    }

    @Test
    void aPositionalUpdateLooksAtItsDocumentOnly() {
        assertThat(examinedBy(() -> users.findOneAndUpdate(
                        json("{_id: 'u7', devices: {$elemMatch: {id: 'd7'}}}"), json("{$set: {'devices.$.seen': 1}}"))))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void anUpsertOfAnAbsentDocumentLooksAtNone() {
        assertThat(examinedToFind("{_id: 'nobody', epoch: {$lte: 4}}", 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{organization: 'o3', email: 'e3'}",
                "{email: 'e3', epoch: {$lt: 9}, organization: 'o3'}",
                "{$and: [{organization: 'o3'}, {$and: [{email: {$eq: 'e3'}}, {epoch: {$gte: 0}}]}]}",
                "{'devices.id': 'd3'}",
                "{organization: 'o3', 'devices.id': {$in: ['d3']}}",
                "{expiresAt: {$date: 3}, organization: 'o3'}",
            })
    void theIndexThatLeavesTheLeastServesAnyFilterWithItsKeys(String filter) {
        assertThat(examinedToFind(filter, 1)).isEqualTo(1);
    }

    @Test
    void inLooksAtOneDocumentPerValue() {
        assertThat(examinedToFind("{_id: {$in: ['u1', 'u2', 'nobody']}, epoch: {$gte: 1}}", 2))
                .isEqualTo(2);
    }

    @Test
    void aSparseIndexServesAFlagThatFewHave() {
        assertThat(examinedToFind("{pending: true}", 100)).isEqualTo(100);
        assertThat(examinedBy(() ->
                        assertThat(users.find(json("{pending: true}")).limit(5)).hasSize(5)))
                .isEqualTo(5);
    }

    @Test
    void aSparseIndexFollowsTheFlag() {
        users.updateOne(json("{_id: 'u1'}"), json("{$set: {pending: true}}"));
        assertThat(examinedToFind("{pending: true, _id: {$gte: 'u'}}", 101)).isEqualTo(101);

        users.updateOne(json("{_id: 'u1'}"), json("{$unset: {pending: 1}}"));
        assertThat(examinedToFind("{pending: true}", 100)).isEqualTo(100);
    }

    @Test
    void aPlainIndexServesARangeOfDates() {
        assertThat(examinedToFind("{expiresAt: {$lt: {$date: 20}}}", 20)).isEqualTo(20);
        assertThat(examinedToFind("{$and: [{expiresAt: {$gte: {$date: 99980}}}, {epoch: {$gte: 0}}]}", 20))
                .isEqualTo(20);
    }

    @Test
    void nullIsNotLookedUp() {
        assertThat(examinedToFind("{pending: null}", USERS - 100)).isEqualTo(USERS);
    }
}
