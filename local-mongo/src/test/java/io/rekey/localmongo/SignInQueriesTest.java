package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.result.UpdateResult;
import org.junit.jupiter.api.Test;

class SignInQueriesTest extends ProtocolQueries {
    @Test
    void takesAStepOnceAndInTheElementThatMatches() {
        given("""
            {_id: 'u', confirmed: ['b', 'c'], enrollments: [
                {id: 'a', state: 'ACTIVE', epoch: 9, lastStep: 1, transports: ['usb']},
                {id: 'b', state: 'PENDING', epoch: 9, lastStep: 1, transports: ['nfc', 'usb']},
                {id: 'c', state: 'ACTIVE', epoch: 5, lastStep: 1, transports: ['usb']}]}\
            """);
        String filter = """
            {_id: 'u', enrollments: {$elemMatch:
                {id: {$in: ['b', 'c']}, state: 'ACTIVE', epoch: {$gte: 5}, lastStep: {$lt: 7}}}}\
            """;
        String update = "{$set: {'enrollments.$.lastStep': 7}}";

        matches(filter, update);
        matchesNot(filter, update);

        isNow("""
            {_id: 'u', confirmed: ['b', 'c'], enrollments: [
                {id: 'a', state: 'ACTIVE', epoch: 9, lastStep: 1, transports: ['usb']},
                {id: 'b', state: 'PENDING', epoch: 9, lastStep: 1, transports: ['nfc', 'usb']},
                {id: 'c', state: 'ACTIVE', epoch: 5, lastStep: 7, transports: ['usb']}]}\
            """);
    }

    @Test
    void refusesAnEnrollmentBelowItsFenceAlsoWhenAnotherElementIsAbove() {
        given("{_id: 'u', enrollments: [{id: 'a', epoch: 4, lastStep: 1}, {id: 'b', epoch: 9, lastStep: 9}]}");

        matchesNot(
                "{_id: 'u', enrollments: {$elemMatch: {id: {$in: ['a', 'b']}, epoch: {$gte: 5}, lastStep: {$lt:"
                        + " 7}}}}",
                "{$set: {'enrollments.$.lastStep': 7}}");
    }

    @Test
    void goesOnOnlyAtTheEpochReadAndWithADeviceThatIsNotRevoked() {
        given("{_id: 'u', epoch: 4, revokedDevices: ['d1'], version: 1}");

        matches("{_id: 'u', epoch: 4, revokedDevices: {$ne: 'd2'}}", "{$inc: {version: 1}}");
        matchesNot("{_id: 'u', epoch: 4, revokedDevices: {$ne: 'd1'}}", "{$inc: {version: 1}}");
        matchesNot("{_id: 'u', epoch: 3, revokedDevices: {$ne: 'd2'}}", "{$inc: {version: 1}}");

        isNow("{_id: 'u', epoch: 4, revokedDevices: ['d1'], version: 2}");
    }

    @Test
    void opensOneSessionForARepeatedRequest() {
        given("{_id: 'session-of-s', epoch: 4}");

        assertDuplicate(() -> given("{_id: 'session-of-s', epoch: 4}"));
    }

    @Test
    void trustsADeviceUnlessANewerFenceExists() {
        String filter = "{_id: 'u', fence: {$lte: 4}}";
        String update = "{$push: {devices: {id: 'd1', epoch: 4}}, $setOnInsert: {fence: 4}}";

        UpdateResult first = documents.updateOne(json(filter), json(update), UPSERT);
        UpdateResult second = documents.updateOne(json(filter), json(update), UPSERT);

        assertThat(first.getUpsertedId()).isNotNull();
        assertThat(second.getMatchedCount()).isEqualTo(1);
        isNow("{_id: 'u', devices: [{id: 'd1', epoch: 4}, {id: 'd1', epoch: 4}], fence: 4}");
        matches("{_id: 'u'}", "{$max: {fence: 5}}");
        assertDuplicate(() -> documents.updateOne(json(filter), json(update), UPSERT));
    }

    @Test
    void keepsAtMostTheLastDevices() {
        given("{_id: 'u', devices: [{id: 1}, {id: 2}, {id: 3}]}");

        matches("{_id: 'u'}", "{$push: {devices: {$each: [{id: 4}], $slice: -3}}}");

        isNow("{_id: 'u', devices: [{id: 2}, {id: 3}, {id: 4}]}");
    }
}
