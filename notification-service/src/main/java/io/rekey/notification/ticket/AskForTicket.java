package io.rekey.notification.ticket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

/**
 * Asks identity-service whether a mail may still be sent. Only its own word refuses a mail for good; whatever else comes
 * back, such as a gateway's page, an error or nothing, means asking again later.
 */
public class AskForTicket {

    private static final Logger log = LoggerFactory.getLogger(AskForTicket.class);
    private static final List<String> REFUSALS = List.of("urn:rekey:superseded", "urn:rekey:not-found");
    private static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e]{1,2000}");

    private final MailTickets tickets;

    AskForTicket(MailTickets tickets) {
        this.tickets = tickets;
    }

    /**
     * One question. Nothing in it or in its answer is remembered here.
     *
     * @param withLink whether the mail is nothing without a link
     */
    public TicketAnswer ask(TicketRequest request, boolean withLink) {
        try {
            Ticket ticket = tickets.ask(request);
            return !withLink || isUsable(ticket.link())
                    ? new TicketAnswer.Granted(ticket)
                    : unavailable(request, "no usable link", false);
        } catch (HttpClientErrorException e) {
            return isRefusal(e)
                    ? new TicketAnswer.Refused()
                    : unavailable(request, "status " + e.getStatusCode(), false);
        } catch (RestClientException e) {
            boolean unreachable = e instanceof ResourceAccessException;
            return unavailable(request, e.getClass().getSimpleName(), unreachable); // a message could quote the answer
        }
    }

    /** By the type that only identity-service gives: a wrong address of it must not void every mail. */
    private static boolean isRefusal(HttpClientErrorException e) {
        String body = e.getResponseBodyAsString();
        return REFUSALS.stream().anyMatch(body::contains);
    }

    private static boolean isUsable(@Nullable String link) {
        if (link == null || !LINK.matcher(link).matches()) {
            return false;
        }
        try {
            return new URI(link).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static TicketAnswer unavailable(TicketRequest request, String why, boolean forAll) {
        log.warn("no ticket for mail {}, asking again later: {}", request.mailId(), why);
        return new TicketAnswer.Unavailable(forAll);
    }
}
