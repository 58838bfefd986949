package io.rekey.device.trusteddevice;

import io.rekey.device.description.DeviceDescription;
import io.rekey.device.description.IpAddress;
import io.rekey.device.description.SystemKind;
import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.TokenHash;
import io.rekey.device.token.TokenHistory;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The stored shape of a device. Plain BSON: guards name these fields, so no converter may decide what they are called. */
public final class StoredDevice {

    public static final String ID = "id";
    public static final String EPOCH = "epoch";
    public static final String EXPIRES_AT = "expiresAt";
    static final String ORGANIZATION_ID = "organizationId";
    static final String PROVIDER = "provider";
    static final String FIRST_USED_AT = "firstUsedAt";
    static final String HASH = "hash";
    static final String PREVIOUS_HASH = "previousHash";
    static final String USED_HASHES = "usedHashes";
    static final String ROTATED_AT = "rotatedAt";
    static final String KIND = "kind";
    static final String SYSTEM = "system";
    static final String OPERATING_SYSTEM = "operatingSystem";
    static final String BROWSER = "browser";
    static final String LAST_IP = "lastIp";
    static final String LAST_USED_AT = "lastUsedAt";

    private StoredDevice() {}

    static Document write(TrustedDevice device) {
        Document stored = new Document(ID, device.id().value())
                .append(ORGANIZATION_ID, device.organizationId().value())
                .append(PROVIDER, device.provider())
                .append(EPOCH, device.epoch().value())
                .append(FIRST_USED_AT, Date.from(device.firstUsedAt()))
                .append(EXPIRES_AT, Date.from(device.expiresAt()));
        stored.putAll(writeTokens(device.tokens()));
        stored.putAll(writeVisit(device.lastVisit()));
        return stored;
    }

    static Document writeTokens(TokenHistory tokens) {
        TokenHash previous = tokens.previous();
        return new Document(HASH, tokens.current().value())
                .append(PREVIOUS_HASH, previous == null ? null : previous.value())
                .append(
                        USED_HASHES,
                        tokens.used().stream().map(TokenHash::value).toList())
                .append(ROTATED_AT, Date.from(tokens.issuedAt()));
    }

    static Document writeVisit(Visit visit) {
        DeviceDescription description = visit.description();
        return new Document(KIND, description.kind().name())
                .append(SYSTEM, description.system())
                .append(OPERATING_SYSTEM, description.operatingSystem())
                .append(BROWSER, description.browser())
                .append(LAST_IP, visit.ip().value())
                .append(LAST_USED_AT, Date.from(visit.at()));
    }

    static TrustedDevice read(Document stored) {
        return new TrustedDevice(
                new DeviceId(stored.getString(ID)),
                new OrganizationId(stored.getString(ORGANIZATION_ID)),
                stored.getString(PROVIDER),
                new Epoch(stored.get(EPOCH, Number.class).longValue()),
                readTokens(stored),
                instant(stored, FIRST_USED_AT),
                readVisit(stored),
                instant(stored, EXPIRES_AT));
    }

    private static TokenHistory readTokens(Document stored) {
        @Nullable String previous = stored.getString(PREVIOUS_HASH);
        List<TokenHash> used = stored.getList(USED_HASHES, String.class, List.of()).stream()
                .map(TokenHash::new)
                .toList();
        return new TokenHistory(
                new TokenHash(stored.getString(HASH)),
                previous == null ? null : new TokenHash(previous),
                used,
                instant(stored, ROTATED_AT));
    }

    private static Visit readVisit(Document stored) {
        DeviceDescription description = new DeviceDescription(
                SystemKind.valueOf(stored.getString(KIND)),
                stored.getString(SYSTEM),
                stored.getString(OPERATING_SYSTEM),
                stored.getString(BROWSER));
        return new Visit(description, IpAddress.of(stored.getString(LAST_IP)), instant(stored, LAST_USED_AT));
    }

    private static Instant instant(Document stored, String field) {
        return stored.getDate(field).toInstant();
    }
}
