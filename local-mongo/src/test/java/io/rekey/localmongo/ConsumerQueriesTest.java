package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

class ConsumerQueriesTest extends ProtocolQueries {
    private static final String CLEAR = """
        {$pull: {enrollments: {provider: {$in: ['google', 'authy']}, epoch: {$lt: 5}}},
         $max: {'fences.google': 5, 'fences.authy': {$numberLong: '5'}}, $push: {outbox: {id: 'r'}}}\
        """;

    @Test
    void clearBelowTheEpochAndInScopeOnly() {
        given("""
            {_id: 'u', fences: {authy: 6}, enrollments: [
                {id: 1, provider: 'google', epoch: 4}, {id: 2, provider: 'google', epoch: 5},
                {id: 3, provider: 'yubikey', epoch: 1}, {id: 4, provider: 'authy', epoch: 0},
                {id: 5, provider: 'authy'}]}\
            """);

        documents.updateOne(json("{_id: 'u'}"), json(CLEAR), UPSERT);

        isNow("""
            {_id: 'u', fences: {authy: 6, google: 5}, enrollments: [
                {id: 2, provider: 'google', epoch: 5}, {id: 3, provider: 'yubikey', epoch: 1},
                {id: 5, provider: 'authy'}], outbox: [{id: 'r'}]}\
            """);
    }

    @Test
    void leaveAFenceWhereNothingWas() {
        documents.updateOne(json("{_id: 'u'}"), json(CLEAR), UPSERT);

        Document stored = documents.find().first();
        assertThat(stored).containsEntry("fences", json("{google: 5, authy: {$numberLong: '5'}}"));
        assertThat(stored).doesNotContainKey("enrollments");
    }

    @Test
    void giveTheirReceiptAgainForADuplicate() {
        documents.updateOne(json("{_id: 'u'}"), json(CLEAR), UPSERT);
        documents.updateOne(json("{_id: 'u'}"), json(CLEAR), UPSERT);

        assertThat(documents.find().first().getList("outbox", Document.class)).hasSize(2);
    }

    @Test
    void removeOneDeviceById() {
        given("{_id: 'u', devices: [{id: 'd1', epoch: 1}, {id: 'd2', epoch: 1}]}");

        matches("{_id: 'u'}", "{$pull: {devices: {id: 'd1'}}, $push: {outbox: {id: 'r'}}}");
        matches("{_id: 'u'}", "{$pull: {outbox: {id: 'r'}}}");

        isNow("{_id: 'u', devices: [{id: 'd2', epoch: 1}], outbox: []}");
    }

    @Test
    void sweepWhatIsBelowTheFence() {
        given("{_id: 'u', fence: 5, devices: [{id: 'd1', epoch: 4}, {id: 'd2', epoch: 5}]}");

        matches("{_id: 'u', fence: 5, 'devices.epoch': {$lt: 5}}", "{$pull: {devices: {epoch: {$lt: 5}}}}");
        matchesNot("{_id: 'u', fence: 5, 'devices.epoch': {$lt: 5}}", "{$pull: {devices: {epoch: {$lt: 5}}}}");

        isNow("{_id: 'u', fence: 5, devices: [{id: 'd2', epoch: 5}]}");
    }

    @Test
    void removeSessionsBelowTheFence() {
        given("{_id: 1, user: 'u', epoch: 4}");
        given("{_id: 2, user: 'u', epoch: 5}");
        given("{_id: 3, user: 'other', epoch: 1}");

        assertThat(documents.deleteMany(json("{user: 'u', epoch: {$lt: 5}}")).getDeletedCount())
                .isEqualTo(1);
    }
}
