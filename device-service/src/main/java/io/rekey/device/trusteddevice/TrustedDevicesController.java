package io.rekey.device.trusteddevice;

import io.rekey.device.description.DescribeUserAgent;
import io.rekey.device.description.IpAddress;
import io.rekey.device.description.SystemKind;
import io.rekey.device.description.Visit;
import io.rekey.device.token.DeviceId;
import io.rekey.device.token.DeviceToken;
import io.rekey.device.trusteddevice.VerifyDevice.Accepted;
import io.rekey.device.trusteddevice.VerifyDevice.Refused;
import io.rekey.device.trusteddevice.VerifyDevice.TheftSuspected;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What identity-service asks during and after a sign-in. Behind the service token, like everything under /internal. */
@RestController
@RequestMapping("/internal")
class TrustedDevicesController {

    private final TrustDevice trustDevice;
    private final VerifyDevice verifyDevice;
    private final TrustedDevices devices;
    private final DescribeUserAgent describe;
    private final Clock clock;

    TrustedDevicesController(
            TrustDevice trustDevice,
            VerifyDevice verifyDevice,
            TrustedDevices devices,
            DescribeUserAgent describe,
            Clock clock) {
        this.trustDevice = trustDevice;
        this.verifyDevice = verifyDevice;
        this.devices = devices;
        this.describe = describe;
        this.clock = clock;
    }

    @PostMapping("/trusted-devices")
    @ResponseStatus(HttpStatus.CREATED)
    TrustAnswer trust(@RequestBody TrustRequest body) {
        TrustDevice.Request request = new TrustDevice.Request(
                new DeviceId(body.deviceId()),
                new OrganizationId(body.organizationId()),
                body.provider(),
                new Epoch(body.epoch()),
                visit(body.userAgent(), body.ip()),
                Limits.asked(body.lifetime(), body.maximum()));
        return TrustAnswer.of(trustDevice.trust(new UserId(body.userId()), request));
    }

    @PostMapping("/trusted-devices/verification")
    VerificationAnswer verify(@RequestBody VerificationRequest body) {
        Visit visit = visit(body.userAgent(), body.ip());
        UserId user = new UserId(body.userId());
        return switch (verifyDevice.verify(user, body.token(), new Epoch(body.fence()), visit)) {
            case Accepted accepted -> AcceptedAnswer.of(accepted);
            case Refused _ -> new RefusedAnswer("REFUSED");
            case TheftSuspected theft ->
                new TheftAnswer("THEFT_SUSPECTED", theft.deviceId().value());
        };
    }

    @GetMapping("/users/{userId}/trusted-devices")
    DeviceList list(@PathVariable String userId) {
        return new DeviceList(devices.of(new UserId(userId)).trustedAt(clock.instant()).stream()
                .map(ListedDevice::of)
                .toList());
    }

    @ExceptionHandler
    ProblemDetail fenced(TrustDevice.FencedException e) {
        return problem(HttpStatus.CONFLICT, "urn:rekey:fenced", "A newer reset or revocation forbids it.");
    }

    /** Ids of a wrong form. Nothing of the request is quoted. */
    @ExceptionHandler
    ProblemDetail invalid(IllegalArgumentException e) {
        return problem(HttpStatus.BAD_REQUEST, "urn:rekey:invalid-request", "A field has a wrong form.");
    }

    /** Nobody is let in while the database cannot be asked (invariant I11). */
    @ExceptionHandler
    ProblemDetail unavailable(DataAccessException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "urn:rekey:unavailable", "Try again later.");
    }

    private Visit visit(@Nullable String userAgent, @Nullable String ip) {
        return new Visit(describe.describe(userAgent), IpAddress.of(ip), clock.instant());
    }

    private static ProblemDetail problem(HttpStatus status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        return problem;
    }

    private static void requireAll(Object... fields) {
        for (Object field : fields) {
            Objects.requireNonNull(field, "a field is missing");
        }
    }

    /**
     * @param lifetime for how long, at most; {@code PT720H}, or a number of seconds
     * @param maximum how many devices the user keeps, at most
     */
    record TrustRequest(
            String deviceId,
            String userId,
            String organizationId,
            Long epoch,
            String provider,
            @Nullable String userAgent,
            @Nullable String ip,
            @Nullable Duration lifetime,
            @Nullable Integer maximum) {

        private static final Pattern PROVIDER = Pattern.compile("[a-z0-9_]{1,32}");

        /** A missing number must not count as 0: a fence of 0 refuses nothing. */
        TrustRequest {
            requireAll(deviceId, userId, organizationId, epoch, provider);
            if (!PROVIDER.matcher(provider).matches()) {
                throw new IllegalArgumentException("not a provider");
            }
        }
    }

    record TrustAnswer(String deviceId, String token, Instant expiresAt) {

        static TrustAnswer of(TrustDevice.Trusted trusted) {
            DeviceToken token = trusted.token();
            return new TrustAnswer(token.deviceId().value(), token.text(), trusted.expiresAt());
        }

        @Override
        public String toString() {
            return "TrustAnswer[" + deviceId + "]";
        }
    }

    record VerificationRequest(
            String userId,
            String token,
            long fence,
            @Nullable String userAgent,
            @Nullable String ip) {

        VerificationRequest {
            requireAll(userId, token, fence);
        }

        @Override
        public String toString() {
            return "VerificationRequest[" + userId + "]";
        }
    }

    sealed interface VerificationAnswer {}

    record AcceptedAnswer(
            String result,
            String deviceId,
            String provider,
            Instant expiresAt,
            @Nullable String newToken) implements VerificationAnswer {

        static AcceptedAnswer of(Accepted accepted) {
            TrustedDevice device = accepted.device();
            DeviceToken next = accepted.newToken();
            return new AcceptedAnswer(
                    "ACCEPTED",
                    device.id().value(),
                    device.provider(),
                    device.expiresAt(),
                    next == null ? null : next.text());
        }

        @Override
        public String toString() {
            return "AcceptedAnswer[" + deviceId + "]";
        }
    }

    record RefusedAnswer(String result) implements VerificationAnswer {}

    record TheftAnswer(String result, String deviceId) implements VerificationAnswer {}

    record DeviceList(List<ListedDevice> devices) {}

    record ListedDevice(
            String deviceId,
            String system,
            String operatingSystem,
            String browser,
            SystemKind kind,
            String lastIp,
            Instant firstUsedAt,
            Instant lastUsedAt,
            Instant expiresAt,
            String provider,
            long epoch) {

        static ListedDevice of(TrustedDevice device) {
            var description = device.lastVisit().description();
            return new ListedDevice(
                    device.id().value(),
                    description.system(),
                    description.operatingSystem(),
                    description.browser(),
                    description.kind(),
                    device.lastVisit().ip().value(),
                    device.firstUsedAt(),
                    device.lastVisit().at(),
                    device.expiresAt(),
                    device.provider(),
                    device.epoch().value());
        }
    }
}
