package io.rekey.identity.invitation;

import io.rekey.events.Actor;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.PolicySettings;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
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
    private final Clock clock;
    private volatile boolean settled;

    FirstAdministrator(
            FirstAdministratorProperties properties,
            Organizations organizations,
            Users users,
            Invitations invitations,
            Clock clock) {
        this.properties = properties;
        this.organizations = organizations;
        this.users = users;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** Tried until the database has answered once: nobody has to restart anything for it (R87). */
    @Scheduled(fixedDelayString = "${rekey.first-administrator.retry-interval:5s}")
    void inviteIntoEmptyInstallation() {
        if (settled) {
            return;
        }
        try {
            if (properties.isConfigured()) {
                inviteWhereNobodyElseCould();
            }
            settled = true;
        } catch (DataAccessException e) {
            log.info("first administrator not invited yet, the database cannot be reached");
        }
    }

    /** Nobody else could send this invitation again either: where its link has expired unused, a start does. */
    private void inviteWhereNobodyElseCould() {
        if (users.isEmpty()) {
            invite();
            return;
        }
        users.findByUsername(properties.username())
                .filter(user -> user.status() == UserStatus.INVITED)
                .filter(user -> user.link() != null && user.link().isExpired(clock.instant()))
                .filter(user -> invitations.sendAgain(user, Actor.service("identity-service")))
                .ifPresent(user -> log.info("first administrator invited again"));
    }

    private void invite() {
        organizations.createIfAbsent(
                properties.organization(),
                properties.organizationName(),
                properties.environment(),
                PolicySettings.none());
        invitations.invite(
                organizations.get(properties.organization()),
                new Invitations.Invitee(
                        properties.username(), properties.email(), properties.displayName(), Role.ADMINISTRATOR),
                Actor.service("identity-service"));
        log.info("first administrator invited");
    }
}
