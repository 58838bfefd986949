package io.rekey.device.trusteddevice;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.device.token.TokenHash;
import io.rekey.events.device.DeviceEvent;
import io.rekey.messaging.outbox.Outbox;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The devices of all users, one document per user. Every change is one guarded write to that document (docs/protocol.md);
 * the event that tells of it is part of the write.
 */
@Component
public class TrustedDevices {

    /** The collection, its key the user id. */
    public static final String COLLECTION = "trusted_devices";

    /** The lowest epoch that a device may carry; absent counts as 0. It only ever rises. */
    public static final String FENCE = "fence";

    /** The array of devices, the oldest first. */
    public static final String DEVICES = "devices";

    private static final FindAndModifyOptions AFTERWARDS =
            FindAndModifyOptions.options().returnNew(true);

    private final MongoOperations mongo;
    private final Outbox<DeviceEvent> outbox;

    TrustedDevices(MongoOperations mongo, Outbox<DeviceEvent> outbox) {
        this.mongo = mongo;
        this.outbox = outbox;
    }

    /** A user's devices, read from the primary. */
    public DevicesOfUser of(UserId user) {
        Query query = byUser(user);
        query.fields().include(FENCE, DEVICES);
        @Nullable Document stored = mongo.findOne(query, Document.class, COLLECTION);
        return stored == null ? DevicesOfUser.none(user) : read(user, stored);
    }

    /**
     * Adds a device that the user does not have yet, and says so in the same write.
     *
     * @param maximum how many the user keeps, this one among them; the oldest go
     * @return false if the user has it already or if there is a newer fence; the upsert then runs into the document's key
     */
    boolean add(UserId user, TrustedDevice device, int maximum) {
        Query query = byUser(user)
                .addCriteria(fenceAtMost(device.epoch()))
                .addCriteria(
                        where(DEVICES + "." + StoredDevice.ID).ne(device.id().value()));
        Update update = new Update()
                .setOnInsert(FENCE, device.epoch().value())
                .push(DEVICES)
                .slice(-maximum)
                .each(StoredDevice.write(device));
        try {
            mongo.upsert(query, outbox.append(update, device.trustedEvent(user)), COLLECTION);
        } catch (DuplicateKeyException e) {
            return false;
        }
        outbox.nudge();
        return true;
    }

    /**
     * Gives a device that the same sign-in has added before a new token in place of its current one, which nobody has shown
     * yet: it is forgotten, not remembered as used. Its life may become shorter by this, never longer.
     *
     * @return the device as it is now; empty if there is no such device or a newer fence
     */
    Optional<TrustedDevice> renew(UserId user, TrustedDevice device) {
        Criteria same = where(StoredDevice.ID)
                .is(device.id().value())
                .and(StoredDevice.EPOCH)
                .is(device.epoch().value())
                .and(StoredDevice.EXPIRES_AT)
                .gt(device.firstUsedAt());
        Query query = byUser(user)
                .addCriteria(fenceAtMost(device.epoch()))
                .addCriteria(where(DEVICES).elemMatch(same));
        Update update = new Update()
                .set(inMatched(StoredDevice.HASH), device.tokens().current().value())
                .set(inMatched(StoredDevice.PREVIOUS_HASH), null)
                .min(inMatched(StoredDevice.EXPIRES_AT), Date.from(device.expiresAt()));
        setInMatched(update, StoredDevice.writeVisit(device.lastVisit()));
        return Optional.ofNullable(mongo.findAndModify(query, update, AFTERWARDS, Document.class, COLLECTION))
                .flatMap(stored -> read(user, stored).devices().stream()
                        .filter(stillThere -> stillThere.id().equals(device.id()))
                        .findFirst());
    }

    /**
     * Replaces the token that was shown, if it is still the current one and the device still trusted: of any number of
     * parallel uses one succeeds.
     *
     * @param fenceAtSignIn the fence that the sign-in has captured
     */
    boolean rotate(UserId user, TrustedDevice used, TokenHash shown, Epoch fenceAtSignIn) {
        Criteria unchanged = where(StoredDevice.ID)
                .is(used.id().value())
                .and(StoredDevice.HASH)
                .is(shown.value())
                .and(StoredDevice.EPOCH)
                .gte(fenceAtSignIn.value()) // Guard: device fence at sign-in
                .and(StoredDevice.EXPIRES_AT)
                .gt(used.lastVisit().at());
        Query query = byUser(user)
                .addCriteria(fenceAtMost(used.epoch()))
                .addCriteria(where(DEVICES).elemMatch(unchanged));
        Update update = setInMatched(new Update(), StoredDevice.writeTokens(used.tokens()));
        return matchesOne(query, setInMatched(update, StoredDevice.writeVisit(used.lastVisit())));
    }

    /**
     * Removes a device of which a used token was shown, and tells of the theft in the same write: once, however often the
     * token is shown.
     */
    boolean removeStolen(UserId user, TrustedDevice device, TokenHash shown, Instant now) {
        Criteria replayed = where(StoredDevice.ID)
                .is(device.id().value())
                .and(StoredDevice.USED_HASHES)
                .is(shown.value());
        Query query = byUser(user).addCriteria(where(DEVICES).elemMatch(replayed));
        Update update = new Update()
                .pull(DEVICES, new Document(StoredDevice.ID, device.id().value()));
        boolean removed = matchesOne(query, outbox.append(update, device.theftEvent(user, now)));
        if (removed) {
            outbox.nudge();
        }
        return removed;
    }

    /** The condition "this document is the user's". */
    public static Query byUser(UserId user) {
        return Query.query(where("_id").is(user.value()));
    }

    /** {@code $lte} does not match a missing field, so that an absent fence is asked for by itself. */
    private static Criteria fenceAtMost(Epoch epoch) {
        // Guard: fence filter of device-service AND its sweeper
        return new Criteria().orOperator(where(FENCE).is(null), where(FENCE).lte(epoch.value()));
    }

    private boolean matchesOne(Query query, Update update) {
        return mongo.updateFirst(query, update, COLLECTION).getMatchedCount() == 1;
    }

    private static Update setInMatched(Update update, Document fields) {
        fields.forEach((field, value) -> update.set(inMatched(field), value));
        return update;
    }

    private static String inMatched(String field) {
        return DEVICES + ".$." + field;
    }

    private static DevicesOfUser read(UserId user, Document stored) {
        List<TrustedDevice> devices = stored.getList(DEVICES, Document.class, List.of()).stream()
                .map(StoredDevice::read)
                .toList();
        return new DevicesOfUser(user, fence(stored), devices);
    }

    private static Epoch fence(Document stored) {
        return stored.get(FENCE) instanceof Number fence ? new Epoch(fence.longValue()) : Epoch.ZERO;
    }
}
