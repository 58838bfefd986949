package io.rekey.localmongo;

import org.junit.jupiter.api.Test;

class MailQueriesTest extends ProtocolQueries {
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
