package io.rekey.identity.user;

import io.rekey.events.Level;
import io.rekey.events.Scope;

/** An enrollment that identity-service has confirmed: only such a one is a factor. */
public record ConfirmedEnrollment(String id, String organizationId, Level level, String provider, long epoch) {

    public Scope scope() {
        return new Scope(level, organizationId, provider);
    }

    /** Whether no reset has voided it. */
    public boolean isLive(Fences fences) {
        return epoch >= fences.of(scope());
    }

    /** Whether it satisfies a sign-in to an organization that demands a level. */
    public boolean satisfies(Level required, String signInOrganization) {
        boolean ofOrganization = level == Level.ORGANIZATION && organizationId.equals(signInOrganization);
        return ofOrganization || (level == Level.USER && required == Level.USER);
    }
}
