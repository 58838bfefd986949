package io.rekey.notification.ticket;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

/**
 * Asks identity-service whether a mail may still be sent. Only its own word refuses a mail for good; whatever else comes
 * back, such as a gateway's page, an error or nothing, means asking again later.
 */
public class AskForTicket {

    private static final Logger log = LoggerFactory.getLogger(AskForTicket.class);
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

    /** A 404 counts only as a problem document: a wrong address of identity-service must not void every mail. */
    private static boolean isRefusal(HttpClientErrorException e) {
        HttpStatusCode status = e.getStatusCode();
        return status.value() == 409 || (status.value() == 404 && isProblem(e));
    }

    private static boolean isProblem(HttpClientErrorException e) {
        var headers = e.getResponseHeaders();
        MediaType type = headers == null ? null : headers.getContentType();
        return type != null && MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(type);
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
