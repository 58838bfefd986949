package io.rekey.notification.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation with the mail server, kept for all mails of a batch because opening one costs more than a mail. After any
 * trouble it is closed, so that a half-finished command can never meet the next mail. For one thread.
 */
public final class SmtpConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SmtpConnection.class);

    private final SmtpServer server;
    private final SmtpProperties properties;
    private @Nullable Transport transport;

    SmtpConnection(SmtpServer server, SmtpProperties properties) {
        this.server = server;
        this.properties = properties;
    }

    /**
     * Makes sure that the mail server listens, with TLS where that is required.
     *
     * @throws MessagingException if it does not
     */
    public void open() throws MessagingException {
        if (transport == null || !transport.isConnected()) {
            close();
            transport = server.connect();
        }
    }

    /** Hands one mail over. An address that is not plainly one address is refused without asking the server. */
    public SmtpAnswer send(OutgoingMail mail) {
        Optional<InternetAddress> recipient = Recipient.of(mail.address(), mail.displayName());
        if (recipient.isEmpty()) {
            return new SmtpAnswer.Refused("the recipient's address cannot be used");
        }
        try {
            open();
            transmit(RekeyMessage.of(server.getSession(), mail, recipient.get(), properties), recipient.get());
            return new SmtpAnswer.Accepted();
        } catch (MessagingException e) {
            close();
            return answer(e, mail.address());
        }
    }

    @Override
    public void close() {
        Transport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                log.debug("connection was gone already");
            }
        }
    }

    private void transmit(RekeyMessage message, Address recipient) throws MessagingException {
        if (transport == null) {
            throw new MessagingException("not connected");
        }
        transport.sendMessage(message, new Address[] {recipient});
    }

    private static SmtpAnswer answer(MessagingException trouble, String address) {
        return SmtpReply.in(trouble)
                .<SmtpAnswer>map(reply -> reply.isForGood()
                        ? new SmtpAnswer.Refused(reply.withoutSecrets(address))
                        : new SmtpAnswer.Postponed(reply.withoutSecrets(address), reply.code() == 421))
                .orElseGet(() -> new SmtpAnswer.Postponed(trouble.getClass().getSimpleName(), true));
    }
}
