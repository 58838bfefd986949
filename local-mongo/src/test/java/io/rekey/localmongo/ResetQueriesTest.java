package io.rekey.localmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetQueriesTest extends ProtocolQueries {
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
