package io.rekey.identity.invitation;

import io.rekey.events.identity.OrganizationCreated;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Creates an organization and invites its first administrator. That is two writes: the first settles under which id the
 * second will be, so that the same request, sent again after whatever happened between them, finishes and makes nothing twice.
 */
@Component
class CreateOrganization {

    private final Organizations organizations;
    private final Users users;
    private final Invitations invitations;
    private final Clock clock;

    CreateOrganization(Organizations organizations, Users users, Invitations invitations, Clock clock) {
        this.organizations = organizations;
        this.users = users;
        this.invitations = invitations;
        this.clock = clock;
    }

    /**
     * The mail to the administrator follows.
     *
     * @return the administrator's id
     * @throws Problem 409 {@code organization-taken} or {@code username-taken}
     */
    String create(Caller caller, New organization, Invitations.Invitee administrator) {
        requireFree(administrator.username(), organization.id());
        String founderId = founded(caller, organization);
        return invitations
                .invite(founderId, organizations.get(organization.id()), administrator, caller.actor())
                .orElseThrow(() -> users.find(founderId).isPresent() ? organizationTaken() : usernameTaken());
    }

    private String founded(Caller caller, New organization) {
        if (organization.id().equals(Organizations.PLATFORM)) {
            throw organizationTaken();
        }
        OrganizationCreated event = new OrganizationCreated(
                caller.id(), organization.id(), organization.name(), caller.actor(), clock.instant());
        return organizations
                .found(organization.name(), organization.environment(), EventCodec.newId(), event)
                .orElseThrow(CreateOrganization::organizationTaken);
    }

    /** Asked first, so that a name that is taken leaves no organization behind without anybody in it. */
    private void requireFree(String username, String organizationId) {
        users.findByUsername(username)
                .filter(holder -> !holder.organizationId().equals(organizationId))
                .ifPresent(holder -> {
                    throw usernameTaken();
                });
    }

    private static Problem organizationTaken() {
        return Problem.conflict("organization-taken", "That organization id is taken. Choose another.");
    }

    private static Problem usernameTaken() {
        return Problem.conflict("username-taken", "That username is taken. Choose another.");
    }

    /** An organization to be. */
    record New(String id, String name, String environment) {}
}
