package io.rekey.identity.invitation;

import io.rekey.identity.organization.Organizations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is invited into an empty installation; leave it out if there is one already.
 *
 * @param organization id of the organization, for example {@code acme}
 * @param environment shown in authenticator apps, for example {@code production} or {@code sandbox}
 */
@ConfigurationProperties("rekey.first-administrator")
record FirstAdministratorProperties(
        @DefaultValue("") String organization,
        @DefaultValue("") String organizationName,
        @DefaultValue("production") String environment,
        @DefaultValue("") String username,
        @DefaultValue("") String email,
        @DefaultValue("") String displayName) {

    FirstAdministratorProperties {
        boolean some = !organization.isBlank() || !username.isBlank() || !email.isBlank();
        boolean all = !organization.isBlank() && !username.isBlank() && !email.isBlank();
        if (some && !all) {
            throw new IllegalArgumentException(
                    "rekey.first-administrator needs organization, username and email together");
        }
        if (all && !organization.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "rekey.first-administrator.organization must be letters, digits, _ or -");
        }
        if (organization.equals(Organizations.PLATFORM)) {
            throw new IllegalArgumentException("rekey.first-administrator.organization must not be \"platform\"");
        }
        organizationName = organizationName.isBlank() ? organization : organizationName;
        displayName = displayName.isBlank() ? username : displayName;
    }

    boolean isConfigured() {
        return !organization.isBlank();
    }
}
