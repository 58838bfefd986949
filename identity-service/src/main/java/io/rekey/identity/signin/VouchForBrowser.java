package io.rekey.identity.signin;

import io.rekey.identity.device.TrustedDevices;
import io.rekey.identity.device.VouchingDevice;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.session.Client;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the trusted device that may stand in for somebody's second factor. It is asked for only where it would count, because
 * asking replaces the browser's token: whoever asks must hand the new one out.
 */
@Component
class VouchForBrowser {

    private final Organizations organizations;
    private final TrustedDevices devices;

    VouchForBrowser(Organizations organizations, TrustedDevices devices) {
        this.organizations = organizations;
        this.devices = devices;
    }

    /** Never for somebody who administers (R52), nor where another factor of theirs would not satisfy the organization. */
    Optional<VouchingDevice> device(
            User user, String organizationId, @Nullable OpaqueToken deviceToken, Client client) {
        Policy policy = organizations.get(organizationId).policy();
        if (deviceToken == null || user.isPrivileged() || !satisfiesWhicheverVouched(user, organizationId, policy)) {
            return Optional.empty();
        }
        return devices.vouching(user, deviceToken, policy.trustedDeviceLifetime(), client)
                .filter(device -> policy.trustedDeviceProviders().contains(device.provider()));
    }

    private static boolean satisfiesWhicheverVouched(User user, String organizationId, Policy policy) {
        List<ConfirmedEnrollment> factors = user.liveFactors(policy.requiredLevel(), organizationId);
        return !policy.trustedDeviceProviders().isEmpty()
                && !factors.isEmpty()
                && factors.containsAll(user.liveFactors());
    }
}
