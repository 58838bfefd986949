package io.rekey.identity.mail;

import io.rekey.identity.access.AllowServices;
import io.rekey.identity.link.LinkProperties;
import io.rekey.identity.link.MailedLink;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.PreviousEmail;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import io.rekey.serviceauth.ServiceTokenFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asked before every attempt to send a mail: may it still be sent, and to whom? The address and the link exist only in the
 * answer (R19, R71).
 */
@RestController
class MailTicketController {

    private static final String MAILER = "notification-service";
    private static final String ADDRESS_CHANGED = "address-changed";
    private static final Set<String> WITH_LINK = Set.of("reset", "invitation", "link-reissued");

    private final Users users;
    private final Organizations organizations;
    private final SetUpLinks links;
    private final String console;
    private final Clock clock;

    MailTicketController(
            Users users, Organizations organizations, SetUpLinks links, LinkProperties properties, Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.links = links;
        this.console = properties.baseUrl();
        this.clock = clock;
    }

    @AllowServices
    @PostMapping("/internal/mail-tickets")
    Ticket ticket(@RequestAttribute(ServiceTokenFilter.CALLER) String caller, @RequestBody Wanted wanted) {
        if (!caller.equals(MAILER)) {
            throw Problem.forbidden("Only notification-service gets tickets: they hold addresses and links.");
        }
        User user = users.find(wanted.userId()).orElseThrow(Problem::notFound);
        if (wanted.epoch() > user.epoch()) {
            throw superseded(); // nothing has happened under such an epoch: the event behind the mail is forged
        }
        MailedLink link = WITH_LINK.contains(wanted.template()) ? link(user, wanted) : null;
        Organization organization = organizations.get(user.organizationId());
        return new Ticket(
                wanted.template().equals(ADDRESS_CHANGED) ? previousAddress(user) : user.email(),
                user.displayName(),
                organization.name(),
                user.language(),
                link == null ? null : link.address(),
                link == null ? null : link.expiresAt(),
                details(user, organization, wanted.byId()));
    }

    /** A name is told only within the organization: a forged event must not fetch the names of others. */
    private Map<String, String> details(User user, Organization organization, @Nullable String byId) {
        Map<String, String> details = new HashMap<>();
        details.put("direct", Boolean.toString(!organization.policy().requiresLink(user.roles())));
        details.put("console", console);
        if (byId != null) {
            users.findAtHome(byId, user.organizationId()).ifPresent(by -> details.put("by", by.displayName()));
        }
        return details;
    }

    private MailedLink link(User user, Wanted wanted) {
        return links.ticket(user, wanted.epoch(), wanted.generation()).orElseThrow(MailTicketController::superseded);
    }

    /** The one mail that must not go to the present address: whoever had the one before is told that it was replaced (R27). */
    private String previousAddress(User user) {
        PreviousEmail previous = user.previousEmail();
        if (previous == null || !previous.isTold(clock.instant())) {
            throw superseded();
        }
        return previous.address();
    }

    private static Problem superseded() {
        return Problem.conflict("superseded", "This mail must not be sent any more.");
    }

    /**
     * @param userId who gets the mail
     * @param byId the user whom the mail may name as the one behind it
     */
    record Wanted(
            String mailId,
            String template,
            String causeId,
            String userId,
            String organizationId,
            long epoch,
            int generation,
            @Nullable String byId) {}

    /**
     * @param details {@code direct}: whether signing in with the password leads through the same set-up; {@code console}: the
     *     base address of the console; {@code by}: the name that was asked for
     */
    record Ticket(
            String address,
            String displayName,
            String organizationName,
            String language,
            @Nullable String link,
            @Nullable Instant linkExpiresAt,
            Map<String, String> details) {

        @Override
        public String toString() {
            return "Ticket[…]";
        }
    }
}
