package io.rekey.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** device-service's internal API: remembers trusted browsers and renews their tokens at each use. */
public final class DeviceStandIn extends StandIn {

    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int MAXIMUM = 10;

    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();

    private volatile Clock clock = Clock.systemUTC();

    private record Device(
            String userId,
            String provider,
            long epoch,
            Duration lifetime,
            int maximum,
            Instant expiresAt,
            String token) {

        Device withToken(String next) {
            return new Device(userId, provider, epoch, lifetime, maximum, expiresAt, next);
        }
    }

    /** Measures the lives of devices by this clock. */
    void follow(Clock other) {
        clock = other;
    }

    /** A browser that was trusted before; returns the value of its cookie. */
    public String trusts(String userId, String deviceId, String provider, long epoch) {
        return trusts(userId, deviceId, provider, epoch, LIFETIME, MAXIMUM);
    }

    private String trusts(String userId, String deviceId, String provider, long epoch, Duration lifetime, int maximum) {
        Instant end = clock.instant().plus(lifetime);
        return renew(deviceId, new Device(userId, provider, epoch, lifetime, maximum, end, ""));
    }

    private String renew(String deviceId, Device device) {
        String token = deviceId + "." + "secret" + counter.incrementAndGet();
        devices.put(deviceId, device.withToken(token));
        return token;
    }

    /** For how long a device was to be trusted. */
    public Duration lifetimeOf(String deviceId) {
        return devices.get(deviceId).lifetime();
    }

    /** How many devices the user was to keep when this one was trusted. */
    public int maximumOf(String deviceId) {
        return devices.get(deviceId).maximum();
    }

    /** The value that a device's cookie has now. */
    public String tokenOf(String deviceId) {
        return devices.get(deviceId).token();
    }

    public boolean knows(String deviceId) {
        return devices.containsKey(deviceId);
    }

    @Override
    Reply answer(String method, String path, JsonNode body) {
        if (path.equals("/internal/trusted-devices")) {
            return trust(body);
        }
        if (path.endsWith("/verification")) {
            return verify(body);
        }
        String user = path.split("/")[3];
        List<Map<String, Object>> rows = devices.entrySet().stream()
                .filter(entry -> entry.getValue().userId().equals(user))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return Reply.ok(Map.of("devices", rows));
    }

    private Reply trust(JsonNode body) {
        String id = body.path("deviceId").asString();
        String token = trusts(
                body.path("userId").asString(),
                id,
                body.path("provider").asString(),
                body.path("epoch").asLong(),
                Duration.parse(body.get("lifetime").asString()),
                body.get("maximum").asInt());
        return Reply.created(Map.of(
                "deviceId",
                id,
                "token",
                token,
                "expiresAt",
                devices.get(id).expiresAt().toString()));
    }

    private Reply verify(JsonNode body) {
        String token = body.path("token").asString();
        String id = token.split("\\.")[0];
        Device device = devices.get(id);
        boolean good = device != null
                && device.token().equals(token)
                && device.userId().equals(body.path("userId").asString())
                && device.epoch() >= body.path("fence").asLong();
        if (!good) {
            return Reply.ok(Map.of("result", "REFUSED"));
        }
        return Reply.ok(Map.of(
                "result",
                "ACCEPTED",
                "deviceId",
                id,
                "provider",
                device.provider(),
                "expiresAt",
                device.expiresAt().toString(),
                "newToken",
                renew(id, device)));
    }

    private static Map<String, Object> row(String id, Device device) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("deviceId", id);
        row.put("system", "Computer");
        row.put("operatingSystem", "Linux");
        row.put("browser", "Firefox 128");
        row.put("kind", "desktop");
        row.put("lastIp", "192.0.2.1");
        row.put("firstUsedAt", "2026-01-01T00:00:00Z");
        row.put("lastUsedAt", "2026-01-01T00:00:00Z");
        row.put("expiresAt", device.expiresAt().toString());
        row.put("provider", device.provider());
        row.put("epoch", device.epoch());
        return row;
    }
}
