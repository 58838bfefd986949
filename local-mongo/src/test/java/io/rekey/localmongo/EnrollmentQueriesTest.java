package io.rekey.localmongo;

import static io.rekey.localmongo.Connected.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnrollmentQueriesTest extends ProtocolQueries {
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
