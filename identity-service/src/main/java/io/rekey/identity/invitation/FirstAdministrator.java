package io.rekey.identity.invitation;

import io.rekey.events.Actor;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * An empty installation has nobody who could invite anybody. If one is configured, its first administrator is invited by
 * mail when the service is up; there is no default password and no default account.
 */
@Component
class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final FirstAdministratorProperties properties;
    private final Organizations organizations;
    private final Users users;
    private final Invitations invitations;

    FirstAdministrator(
            FirstAdministratorProperties properties,
            Organizations organizations,
            Users users,
            Invitations invitations) {
        this.properties = properties;
        this.organizations = organizations;
        this.users = users;
        this.invitations = invitations;
    }

    @EventListener(ApplicationReadyEvent.class)
    void inviteIntoEmptyInstallation() {
        if (!properties.isConfigured()) {
            return;
        }
        try {
            if (users.isEmpty()) {
                invite();
            }
        } catch (DataAccessException e) {
            log.warn("first administrator not invited, the database cannot be reached: restart this service when it"
                    + " can");
        }
    }

    private void invite() {
        Organization organization = new Organization(
                properties.organization(), properties.organizationName(), properties.environment(), Policy.standard());
        organizations.createIfAbsent(organization);
        invitations.invite(
                organization,
                new Invitations.Invitee(
                        properties.username(), properties.email(), properties.displayName(), Role.ADMINISTRATOR),
                Actor.service("identity-service"));
        log.info("first administrator invited");
    }
}
