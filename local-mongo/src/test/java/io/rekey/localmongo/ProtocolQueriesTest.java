package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every single-document write that the fence protocol rests on, with the case that must match and those that must not. */
class ProtocolQueriesTest {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private static Connected mongo;
    private static MongoCollection<Document> documents;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        mongo = Connected.to(folder);
        documents = mongo.collection("documents");
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void empty() {
        documents.deleteMany(new Document());
    }

    private static void given(String document) {
        documents.insertOne(json(document));
    }

    private static void matches(String filter, String update) {
        assertThat(documents.updateOne(json(filter), json(update)).getMatchedCount())
                .as(filter)
                .isEqualTo(1);
    }

    private static void matchesNot(String filter, String update) {
        assertThat(documents.updateOne(json(filter), json(update)).getMatchedCount())
                .as(filter)
                .isZero();
    }

    private static void isNow(String document) {
        Document expected = json(document);
        assertThat(documents.find(new Document("_id", expected.get("_id"))).first())
                .isEqualTo(expected);
    }

    @Nested
    class Reset {
        private static final String UPDATE = """
            {$inc: {epoch: 1},
             $set: {'fences.providers.google': 5, 'fences.sessions': 5, 'fences.links': 5, link: {epoch: 5, gen: 0}},
             $push: {idem: {key: 'k2'}, outbox: {id: 'e1'}}}\
            """;

        @BeforeEach
        void anActiveUser() {
            given("{_id: 'u', status: 'ACTIVE', epoch: 4, fences: {sessions: 2, devices: 3}, idem: [{key: 'k1'}]}");
        }

        @Test
        void raisesEpochAndFencesAndRemembersTheKey() {
            matches("{_id: 'u', status: 'ACTIVE', epoch: 4, 'idem.key': {$ne: 'k2'}}", UPDATE);

            isNow("""
                {_id: 'u', status: 'ACTIVE', epoch: 5,
                 fences: {sessions: 5, devices: 3, providers: {google: 5}, links: 5},
                 idem: [{key: 'k1'}, {key: 'k2'}], link: {epoch: 5, gen: 0}, outbox: [{id: 'e1'}]}\
                """);
        }

        @Test
        void doesNothingForAnotherEpochAnObeyedKeyOrASuspendedUser() {
            matchesNot("{_id: 'u', status: 'ACTIVE', epoch: 3, 'idem.key': {$ne: 'k2'}}", UPDATE);
            matchesNot("{_id: 'u', status: 'ACTIVE', epoch: 4, 'idem.key': {$ne: 'k1'}}", UPDATE);
            matchesNot("{_id: 'u', status: 'SUSPENDED', epoch: 4, 'idem.key': {$ne: 'k2'}}", UPDATE);
        }

        @Test
        void matchesAUserWithoutAnyKeyYet() {
            given("{_id: 'new', epoch: 0}");

            matches("{_id: 'new', epoch: 0, 'idem.key': {$ne: 'k1'}}", "{$push: {idem: {key: 'k1'}}}");
        }

        @Test
        void revokesADeviceOnce() {
            matches("{_id: 'u'}", "{$addToSet: {revokedDevices: 'd1'}, $push: {outbox: {id: 'e1'}}}");
            matches("{_id: 'u'}", "{$addToSet: {revokedDevices: 'd1'}, $push: {outbox: {id: 'e2'}}}");

            assertThat(documents.find().first())
                    .containsEntry("revokedDevices", List.of("d1"))
                    .containsEntry("epoch", 4);
        }
    }

    @Nested
    class SignIn {
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

    @Nested
    class Enrollment {
        private static final String RESERVE = """
            {_id: 'u', epoch: 4, reEnrolledEpoch: {$lt: 4}, $or: [{reservation: null},
                {'reservation.epoch': {$lt: 4}}, {'reservation.until': {$lt: {$date: '2026-01-01T00:00:00Z'}}}]}\
            """;
        private static final String RESERVED = "{$set: {reservation: {owner: 'new', epoch: 4}}}";

        private void userWith(String reservation) {
            given("{_id: 'u', epoch: 4, reEnrolledEpoch: 2 %s}".formatted(reservation));
        }

        @Test
        void reservesWhenNobodyHas() {
            userWith("");
            matches(RESERVE, RESERVED);
        }

        @Test
        void reservesWhenItIsNull() {
            userWith(", reservation: null");
            matches(RESERVE, RESERVED);
        }

        @Test
        void reservesOverAnOlderEpoch() {
            userWith(", reservation: {owner: 'o', epoch: 3, until: {$date: '2027-01-01T00:00:00Z'}}");
            matches(RESERVE, RESERVED);
        }

        @Test
        void reservesOverAnExpiredOne() {
            userWith(", reservation: {owner: 'o', epoch: 4, until: {$date: '2025-12-31T23:59:59.999Z'}}");
            matches(RESERVE, RESERVED);
        }

        @Test
        void doesNotReserveOverALivingOne() {
            userWith(", reservation: {owner: 'o', epoch: 4, until: {$date: '2026-01-01T00:00:00Z'}}");
            matchesNot(RESERVE, RESERVED);
        }

        @Test
        void doesNotReserveTwiceInOneEpochOrWithoutTheField() {
            given("{_id: 'u', epoch: 4, reEnrolledEpoch: 4}");
            matchesNot(RESERVE, RESERVED);
            matches("{_id: 'u'}", "{$unset: {reEnrolledEpoch: 1}}");
            matchesNot(RESERVE, RESERVED);
        }

        @Test
        void addsAPendingEnrollmentUnlessTheFenceIsNewer() {
            String filter = "{_id: 'u', $or: [{'fences.google': null}, {'fences.google': {$lte: 4}}]}";
            String update = "{$push: {enrollments: {id: 'o', epoch: 4, state: 'PENDING'}}}";

            documents.updateOne(json(filter), json(update), UPSERT);
            isNow("{_id: 'u', enrollments: [{id: 'o', epoch: 4, state: 'PENDING'}]}");

            matches("{_id: 'u'}", "{$max: {'fences.google': 4}}");
            matches(filter, update);
            matches("{_id: 'u'}", "{$max: {'fences.google': 5}}");
            assertDuplicate(() -> documents.updateOne(json(filter), json(update), UPSERT));
        }

        @Test
        void activatesTheOneThatIsPending() {
            given("{_id: 'u', enrollments: [{id: 'a', state: 'PENDING'}, {id: 'o', state: 'PENDING'}]}");
            String filter = "{_id: 'u', enrollments: {$elemMatch: {id: 'o', state: 'PENDING'}}}";
            String update = "{$set: {'enrollments.$.state': 'ACTIVE', 'enrollments.$.lastStep': 7}}";

            matches(filter, update);
            matchesNot(filter, update);

            isNow("""
                {_id: 'u', enrollments: [{id: 'a', state: 'PENDING'}, {id: 'o', state: 'ACTIVE', lastStep: 7}]}\
                """);
        }

        @Test
        void confirmsOnceAndReleasesTheReservation() {
            given("{_id: 'u', epoch: 4, reEnrolledEpoch: 2, reservation: {owner: 'o', epoch: 4}}");
            String filter = "{_id: 'u', epoch: 4, 'reservation.owner': 'o', reEnrolledEpoch: {$lt: 4}}";
            String update = """
                {$push: {confirmed: {id: 'o', epoch: 4}, outbox: {id: 'e'}},
                 $set: {reEnrolledEpoch: 4}, $unset: {reservation: 1}}\
                """;

            matches(filter, update);
            matchesNot(filter, update);

            isNow("""
                {_id: 'u', epoch: 4, reEnrolledEpoch: 4, confirmed: [{id: 'o', epoch: 4}], outbox: [{id: 'e'}]}\
                """);
            assertThat(documents.countDocuments(json("{_id: 'u', 'confirmed.id': 'o'}")))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Mail {
        @Test
        void fixesTheExpiryAtTheFirstTicketOnly() {
            given("{_id: 'u', link: {epoch: 4, gen: 0}}");
            String filter = "{_id: 'u', 'link.epoch': 4, 'link.gen': 0, 'link.exp': null}";

            matches(filter, "{$set: {'link.exp': 100, 'link.hash': 'h'}}");
            matchesNot(filter, "{$set: {'link.exp': 200, 'link.hash': 'other'}}");

            isNow("{_id: 'u', link: {epoch: 4, gen: 0, exp: 100, hash: 'h'}}");
        }

        @Test
        void givesAnExpiredLinkItsNextGeneration() {
            given("{_id: 'u', reEnrolledEpoch: 2, link: {epoch: 4, gen: 0, exp: 100, hash: 'h'}}");
            String update = "{$set: {'link.gen': 1, 'link.exp': 300, 'link.hash': 'i'}}";

            matchesNot(reissueAt(100), update);
            matches(reissueAt(101), update);
            matchesNot(reissueAt(101), update);

            isNow("{_id: 'u', reEnrolledEpoch: 2, link: {epoch: 4, gen: 1, exp: 300, hash: 'i'}}");
        }

        private String reissueAt(int now) {
            return """
                {_id: 'u', 'link.epoch': 4, 'link.gen': 0, 'link.exp': {$lt: %d}, reEnrolledEpoch: {$lt: 4}}\
                """.formatted(now);
        }

        @Test
        void isHandedOverOnce() {
            given("{_id: 'event:template:0', state: 'QUEUED'}");
            String filter = "{_id: 'event:template:0', state: 'QUEUED'}";

            matches(filter, "{$set: {state: 'HANDED_OVER'}, $push: {outbox: {id: 'r'}}}");
            matchesNot(filter, "{$set: {state: 'SUPERSEDED'}}");

            isNow("{_id: 'event:template:0', state: 'HANDED_OVER', outbox: [{id: 'r'}]}");
        }
    }

    @Nested
    class Consumers {
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

            assertThat(documents.find().first().getList("outbox", Document.class))
                    .hasSize(2);
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

            assertThat(documents
                            .deleteMany(json("{user: 'u', epoch: {$lt: 5}}"))
                            .getDeletedCount())
                    .isEqualTo(1);
        }
    }

    private static void assertDuplicate(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }
}
