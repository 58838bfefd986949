package io.rekey.identity.device;

import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The grid of trusted devices: a user's own, or, for those who administer, another's of the same organization. */
@RestController
@AllowSignedIn // one's own by everybody; others' by those with the permission
@RequestMapping("/api/v1/users/{userId}/trusted-devices")
class TrustedDeviceController {

    private final Users users;
    private final TrustedDevices devices;
    private final RevokeDevice revoke;
    private final StepUp stepUp;

    TrustedDeviceController(Users users, TrustedDevices devices, RevokeDevice revoke, StepUp stepUp) {
        this.users = users;
        this.devices = devices;
        this.revoke = revoke;
        this.stepUp = stepUp;
    }

    @GetMapping
    Devices list(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        return new Devices(devices.of(target(caller, userId, Permission.USER_READ)));
    }

    @DeleteMapping("/{deviceId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Revoked revokeOne(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @PathVariable String deviceId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        User target = target(caller, userId, Permission.DEVICE_REVOKE);
        if (!deviceId.matches("[A-Za-z0-9_-]{1,64}")) {
            throw Problem.notFound();
        }
        requireProof(caller, target, proof);
        return new Revoked(revoke.one(target, deviceId, caller.actor()));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Revoked revokeAll(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        User target = target(caller, userId, Permission.DEVICE_REVOKE);
        requireProof(caller, target, proof);
        return new Revoked(revoke.all(target, caller.actor()));
    }

    /** One's own devices are revoked without a further proof: whoever lost a laptop must not be kept from it. */
    private void requireProof(Caller caller, User target, @Nullable String proof) {
        if (!caller.id().equals(target.id())) {
            stepUp.require(proof, caller, Permission.DEVICE_REVOKE, List.of(target.id()));
        }
    }

    private User target(Caller caller, String userId, Permission needed) {
        if (caller instanceof Person person && person.id().equals(userId)) {
            return person.user();
        }
        if (!caller.may(needed)) {
            throw Problem.notFound();
        }
        User target = users.findAtHome(userId, caller.organizationId()).orElseThrow(Problem::notFound);
        if (target.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            throw Problem.forbidden("This user's role is not below yours. Ask an operator.");
        }
        return target;
    }

    record Devices(List<DeviceApi.TrustedDevice> devices) {}

    record Revoked(String revocationId) {}
}
