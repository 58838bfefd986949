package io.rekey.local.inbox;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * An SMTP server that takes every mail, for every address, and shows it on a page of its own. On the loopback address only:
 * it asks nobody for a password, and the mails hold links.
 */
public final class MailServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final GreenMail smtp;
    private final InboxServer page;

    private MailServer(GreenMail smtp, InboxServer page) {
        this.smtp = smtp;
        this.page = page;
    }

    /**
     * Starts both, with the mails that the folder has from before.
     *
     * @throws IOException if the folder cannot be read or a port is taken
     */
    public static MailServer start(Path folder, int smtpPort, int pagePort) throws IOException {
        MailFolder mails = MailFolder.open(folder, Clock.systemUTC());
        InboxServer page = InboxServer.start(HOST, pagePort, mails);
        GreenMail smtp = new GreenMail(new ServerSetup(smtpPort, HOST, ServerSetup.PROTOCOL_SMTP));
        smtp.getUserManager().setMessageDeliveryHandler((message, address) -> new Recipient(address.getEmail(), mails));
        try {
            smtp.start();
        } catch (RuntimeException e) {
            page.close();
            throw new IOException("no SMTP on port " + smtpPort, e);
        }
        return new MailServer(smtp, page);
    }

    @Override
    public void close() {
        smtp.stop();
        page.close();
    }
}
