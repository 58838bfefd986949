package io.rekey.mfa.factor;

import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.UserId;

/**
 * The stored secret of an enrollment.
 *
 * @param seed sealed, readable only together with its owner
 * @param drift how many steps the authenticator's clock runs ahead of ours
 */
public record Credential(Owner owner, String seed, int drift) {

    /** Whose secret it is; bound into the sealed seed, so that a seed moved to another user opens nothing (R14). */
    public record Owner(UserId userId, EnrollmentId enrollmentId) {}

    @Override
    public String toString() {
        return "Credential[owner=" + owner + "]";
    }
}
