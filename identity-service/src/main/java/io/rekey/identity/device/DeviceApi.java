package io.rekey.identity.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The internal API of device-service, word for word. */
@HttpExchange("/internal")
interface DeviceApi {

    @PostExchange("/trusted-devices")
    Trusted trust(@RequestBody Trust body);

    @PostExchange("/trusted-devices/verification")
    Verification verify(@RequestBody Verify body);

    @GetExchange("/users/{userId}/trusted-devices")
    Devices devices(@PathVariable String userId);

    /**
     * @param lifetime in whole seconds; device-service's own, if that is shorter or this is absent
     * @param maximum how many devices the user keeps, 1 to 10; device-service's own, if that is lower or this is absent
     */
    record Trust(
            String deviceId,
            String userId,
            String organizationId,
            long epoch,
            String provider,
            String userAgent,
            String ip,
            @Nullable Duration lifetime,
            @Nullable Integer maximum) {}

    record Trusted(String deviceId, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Trusted[deviceId=" + deviceId + "]";
        }
    }

    record Verify(String userId, String token, long fence, String userAgent, String ip) {
        @Override
        public String toString() {
            return "Verify[userId=" + userId + "]";
        }
    }

    record Verification(
            String result,
            @Nullable String deviceId,
            @Nullable String provider,
            @Nullable Instant expiresAt,
            @Nullable String newToken) {
        @Override
        public String toString() {
            return "Verification[result=" + result + "]";
        }
    }

    record Devices(List<TrustedDevice> devices) {}

    /** One row of the grid of trusted devices. */
    record TrustedDevice(
            String deviceId,
            String system,
            String operatingSystem,
            String browser,
            String kind,
            String lastIp,
            Instant firstUsedAt,
            Instant lastUsedAt,
            Instant expiresAt,
            String provider,
            long epoch) {}
}
