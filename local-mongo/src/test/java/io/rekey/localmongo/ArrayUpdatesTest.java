package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which element of which array an update changes, mostly where the library underneath would pick another. */
class ArrayUpdatesTest {
    private static Connected mongo;
    private static MongoCollection<Document> users;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        mongo = Connected.to(folder);
        users = mongo.collection("users");
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void oneUser() {
        users.deleteMany(new Document());
        users.insertOne(json("""
            {_id: 'u', tags: ['x', 'y', 'z'], factors: {
                keys: [{id: 'a', uses: [1]}, {id: 'b', uses: [2, 3]}, {id: 'c', uses: [4]}]}}\
            """));
    }

    private static Document afterUpdating(String filter, String update) {
        return users.findOneAndUpdate(
                json(filter), json(update), new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }

    private static List<String> idsOf(Document user) {
        return user.get("factors", Document.class).getList("keys", Document.class).stream()
                .map(key -> key.getString("id"))
                .toList();
    }

    @Test
    void positionIsThatOfTheElementMatchedNotOfAnotherArray() {
        Document user = afterUpdating(
                "{tags: 'y', 'factors.keys': {$elemMatch: {id: 'c', uses: 4}}}", "{$set: {'factors.keys.$.id': 'C'}}");

        assertThat(idsOf(user)).containsExactly("a", "b", "C");
    }

    @Test
    void positionIsThatOfTheElementAndNotOfAnArrayInsideIt() {
        Document user = afterUpdating(
                "{'factors.keys': {$elemMatch: {id: 'a', uses: {$in: [1]}}}}", "{$set: {'factors.keys.$.id': 'A'}}");

        assertThat(idsOf(user)).containsExactly("A", "b", "c");
    }

    @Test
    void positionComesFromAConditionOnAFieldOfTheElements() {
        assertThat(idsOf(afterUpdating("{'factors.keys.id': 'b'}", "{$set: {'factors.keys.$.id': 'B'}}")))
                .containsExactly("a", "B", "c");
        assertThat(idsOf(afterUpdating("{'factors.keys.uses': {$gte: 4}}", "{$set: {'factors.keys.$.id': 'C'}}")))
                .containsExactly("a", "B", "C");
    }

    @Test
    void positionComesFromAConditionInsideAnd() {
        Document user = afterUpdating(
                "{$and: [{_id: 'u'}, {'factors.keys': {$elemMatch: {id: {$in: ['b', 'zz']}}}}]}",
                "{$set: {'factors.keys.$': {id: 'B'}}}");

        assertThat(idsOf(user)).containsExactly("a", "B", "c");
    }

    @Test
    void positionComesFromAPlainValue() {
        assertThat(afterUpdating("{tags: 'y'}", "{$set: {'tags.$': 'Y'}}").getList("tags", String.class))
                .containsExactly("x", "Y", "z");
    }

    @Test
    void positionIsSoughtInEachDocumentOfAnUpdateOfMany() {
        users.insertOne(json("{_id: 'v', tags: ['z', 'q']}"));

        users.updateMany(json("{tags: 'z'}"), json("{$set: {'tags.$': 'Z'}}"));

        assertThat(users.find().map(user -> user.getList("tags", String.class)))
                .containsExactly(List.of("x", "y", "Z"), List.of("Z", "q"));
    }

    @Test
    void positionIsMissedWhenTheFilterSaysNothingAboutTheArray() {
        assertThatThrownBy(() -> afterUpdating("{_id: 'u'}", "{$set: {'tags.$': 'Y'}}"))
                .hasMessageContaining("positional operator did not find the match");
        assertThatThrownBy(() -> afterUpdating("{tags: {$ne: 'q'}}", "{$set: {'tags.$': 'Y'}}"))
                .hasMessageContaining("positional operator did not find the match");
    }

    @Test
    void arrayFiltersChangeEveryElementTheyMatch() {
        users.updateOne(
                json("{_id: 'u'}"),
                json("{$set: {'factors.keys.$[key].id': 'X', 'tags.$[]': 't'}}"),
                new UpdateOptions().arrayFilters(List.of(json("{'key.uses': {$lt: 3}, 'key.id': {$ne: 'a'}}"))));

        Document user = users.find().first();
        assertThat(idsOf(user)).containsExactly("a", "X", "c");
        assertThat(user.getList("tags", String.class)).containsExactly("t", "t", "t");
    }

    @Test
    void pullTakesAllElementsThatMatch() {
        assertThat(idsOf(afterUpdating("{_id: 'u'}", "{$pull: {'factors.keys': {uses: {$gt: 1, $lt: 4}}}}")))
                .containsExactly("a", "c");
        assertThat(afterUpdating("{_id: 'u'}", "{$pull: {tags: {$in: ['x', 'z']}}}")
                        .getList("tags", String.class))
                .containsExactly("y");
    }

    @Test
    void pushSortsAndSlices() {
        Document user = afterUpdating(
                "{_id: 'u'}", "{$push: {recent: {$each: [{n: 3}, {n: 1}, {n: 2}], $sort: {n: -1}, $slice: 2}}}");

        assertThat(user.getList("recent", Document.class)).containsExactly(json("{n: 3}"), json("{n: 2}"));
    }

    @Test
    void addToSetAddsWhatIsNotThere() {
        assertThat(afterUpdating("{_id: 'u'}", "{$addToSet: {tags: {$each: ['x', 'w', 'w']}}}")
                        .getList("tags", String.class))
                .containsExactly("x", "y", "z", "w");
    }

    @Test
    void aReturnedDocumentIsOfItsMoment() {
        Document before = users.findOneAndUpdate(json("{_id: 'u'}"), json("{$push: {tags: 'w'}}"));

        assertThat(before.getList("tags", String.class)).containsExactly("x", "y", "z");
        assertThat(users.find().projection(json("{tags: 1, _id: 0}")).first())
                .isEqualTo(json("{tags: ['x', 'y', 'z', 'w']}"));
    }

    @Test
    void anOrderedBulkUpdateStopsAtItsFirstError() {
        List<UpdateOneModel<Document>> updates = List.of(
                new UpdateOneModel<>(json("{_id: 'u'}"), json("{$inc: {n: 1}}")),
                new UpdateOneModel<>(json("{_id: 'new'}"), json("{$inc: {n: 1}}"), new UpdateOptions().upsert(true)),
                new UpdateOneModel<>(json("{_id: 'u'}"), json("{$inc: {tags: 1}}")),
                new UpdateOneModel<>(json("{_id: 'u'}"), json("{$inc: {n: 1}}")));

        assertThatThrownBy(() -> users.bulkWrite(updates)).isInstanceOfSatisfying(MongoBulkWriteException.class, e -> {
            assertThat(e.getWriteErrors()).singleElement().returns(2, error -> error.getIndex());
            assertThat(e.getWriteResult().getModifiedCount()).isEqualTo(1);
            assertThat(e.getWriteResult().getUpserts()).singleElement().returns(1, upsert -> upsert.getIndex());
        });
        assertThat(users.find(json("{_id: 'u'}")).first()).containsEntry("n", 1);
    }

    @Test
    void aBulkInsertCountsWhatWasInserted() {
        List<Document> documents = List.of(json("{_id: 1}"), json("{_id: 'u'}"), json("{_id: 2}"));

        assertThatThrownBy(() -> users.insertMany(documents))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1));
        assertThatThrownBy(() -> users.insertMany(
                        List.of(json("{_id: 3}"), json("{_id: 'u'}"), json("{_id: 4}")),
                        new InsertManyOptions().ordered(false)))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2));
        assertThat(users.find(json("{_id: {$type: 'int'}}")).map(user -> user.getInteger("_id")))
                .containsExactly(1, 3, 4);
    }
}
