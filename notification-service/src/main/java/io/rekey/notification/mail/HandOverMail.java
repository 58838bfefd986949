package io.rekey.notification.mail;

import io.rekey.notification.letter.WriteLetter;
import io.rekey.notification.smtp.OutgoingMail;
import io.rekey.notification.smtp.SmtpAnswer;
import io.rekey.notification.smtp.SmtpConnection;
import io.rekey.notification.ticket.AskForTicket;
import io.rekey.notification.ticket.Ticket;
import io.rekey.notification.ticket.TicketAnswer;
import io.rekey.notification.ticket.TicketRequest;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One attempt for one claimed mail: connection, ticket, SMTP, mark, in this order. The connection comes first, because the
 * first ticket starts the link's life (R20) and a mail server that is down must not use it up. The ticket comes before every
 * attempt, because what was true at the last one may not be true now. Dying between SMTP and mark sends the same mail again:
 * same Message-ID, same link (R72, R73).
 */
@Component
class HandOverMail {

    private static final Logger log = LoggerFactory.getLogger(HandOverMail.class);

    private final Mails mails;
    private final AskForTicket tickets;
    private final WriteLetter letters;
    private final MailProperties properties;
    private final Clock clock;

    HandOverMail(Mails mails, AskForTicket tickets, WriteLetter letters, MailProperties properties, Clock clock) {
        this.mails = mails;
        this.tickets = tickets;
        this.letters = letters;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Attempts a claimed mail.
     *
     * @return whether the next mail may be tried at once; false when the trouble is not this mail's own
     */
    boolean attempt(Mail mail, SmtpConnection connection) {
        if (mail.isOver(now())) {
            return supersede(mail);
        }
        if (hasEnough(mail)) {
            mails.putBack(mail, now().plus(properties.recipientPause()));
            return true;
        }
        try {
            connection.open();
        } catch (MessagingException e) {
            postpone(mail, "mail server cannot be reached, " + e.getClass().getSimpleName());
            return false;
        }
        // Guard: ticket check "still current"
        return switch (tickets.ask(request(mail), letters.hasLink(mail.template()))) {
            case TicketAnswer.Granted(Ticket ticket) -> send(mail, ticket, connection);
            case TicketAnswer.Refused() -> supersede(mail);
            case TicketAnswer.Unavailable(boolean forAll) -> putBack(mail, !forAll);
        };
    }

    private boolean send(Mail mail, Ticket ticket, SmtpConnection connection) {
        var letter = letters.write(mail.template(), ticket, mail.happenedAt(), mail.facts());
        var outgoing = new OutgoingMail(mail.id(), ticket.address(), ticket.displayName(), letter, now());
        return switch (connection.send(outgoing)) {
            case SmtpAnswer.Accepted() -> handedOver(mail);
            case SmtpAnswer.Refused(String reply) -> fail(mail, reply);
            case SmtpAnswer.Postponed(String reply, boolean connectionLost) -> {
                postpone(mail, reply);
                yield !connectionLost;
            }
        };
    }

    private boolean handedOver(Mail mail) {
        boolean first = mails.markHandedOver(mail, now());
        log.info("mail {} handed over{}", mail.id(), first ? "" : " once more");
        return true;
    }

    private boolean supersede(Mail mail) {
        mails.markSuperseded(mail, now());
        log.info("mail {} superseded", mail.id());
        return true;
    }

    private boolean fail(Mail mail, String reply) {
        mails.markFailed(mail, reply, now());
        log.warn("mail {} failed: {}", mail.id(), reply);
        return true;
    }

    private boolean putBack(Mail mail, boolean othersMayFareBetter) {
        mails.putBack(mail, now().plus(properties.ticketRetry()));
        return othersMayFareBetter;
    }

    /** Also for a defect of ours in making the letter: the mail comes back later and the log names it. */
    void postpone(Mail mail, String why) {
        mails.tryAgain(mail, now().plus(properties.backOff(mail.attempts() + 1)));
        log.info("mail {} not handed over at attempt {}: {}", mail.id(), mail.attempts() + 1, why);
    }

    private boolean hasEnough(Mail mail) {
        Instant since = now().minus(properties.recipientWindow());
        return mails.handedOver(mail.userId(), since, properties.perRecipient()) >= properties.perRecipient();
    }

    private static TicketRequest request(Mail mail) {
        return new TicketRequest(
                mail.id(),
                mail.template(),
                mail.causeId(),
                mail.userId(),
                mail.organizationId(),
                mail.epoch(),
                mail.generation(),
                mail.byId());
    }

    private Instant now() {
        return clock.instant();
    }
}
