package io.rekey.mfa.backupcode;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Level;
import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.events.mfa.BackupCodesIssued;
import io.rekey.events.mfa.MfaEvent;
import io.rekey.messaging.outbox.Outbox;
import io.rekey.mfa.user.FactorsDocument;
import io.rekey.mfa.user.Fences;
import io.rekey.mfa.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The stored backup codes. Every write is one guarded write of one user's document. */
@Repository
public class BackupCodes {

    private final MongoOperations mongo;
    private final Outbox<MfaEvent> outbox;

    BackupCodes(MongoOperations mongo, Outbox<MfaEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** How many codes are left of a set. */
    public record Left(Level level, String organizationId, long left) {}

    /** The sets of a user; empty for an unknown one. */
    public List<Left> left(UserId userId) {
        return of(userId).codes().stream()
                .collect(Collectors.groupingBy(code -> code.scope().key()))
                .values()
                .stream()
                .map(set -> new Left(set.getFirst().level(), set.getFirst().organizationId(), set.size()))
                .toList();
    }

    CodeHolder of(UserId userId) {
        return Optional.ofNullable(mongo.findById(userId.value(), CodeHolder.class))
                .orElseGet(() -> new CodeHolder(userId.value(), null, null, null));
    }

    /** Stores all codes anew, if nothing of them has changed since they were read. False if something has. */
    boolean replaceAll(CodeHolder read, List<BackupCode> codes, BackupCodesIssued event) {
        Query query = Query.query(where("_id").is(read.userId()).andOperator(FactorsDocument.at(read.revision())));
        Update update = new Update().set(FactorsDocument.BACKUP_CODES, codes);
        try {
            mongo.upsert(query, outbox.append(FactorsDocument.changingRows(update), event), CodeHolder.class);
        } catch (DuplicateKeyException e) {
            return false; // the document is there with another revision
        }
        outbox.nudge();
        return true;
    }

    /** Puts a new hash in the place of a spent one: of any number of parallel requests with one code, one gets true. */
    boolean spend(CodeHolder holder, BackupCode spent, CodeHash replacement, BackupCodeUsed event) {
        Criteria unspent = where(FactorsDocument.BACKUP_CODES)
                .elemMatch(where("hash").is(spent.hash()).and("epoch").is(spent.epoch()));
        Query query = Query.query(
                where("_id").is(holder.userId()).andOperator(Fences.admit(spent.scope(), spent.epoch()), unspent));
        Update update = new Update().set("backupCodes.$.hash", replacement.hex());
        boolean done =
                mongo.updateFirst(query, outbox.append(FactorsDocument.changingRows(update), event), CodeHolder.class)
                                .getMatchedCount()
                        == 1;
        if (done) {
            outbox.nudge();
        }
        return done;
    }
}
