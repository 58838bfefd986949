package io.rekey.notification.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.mail.autoconfigure.MailProperties;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The mail server of Boot's {@code spring.mail}, with limits that a configuration cannot loosen: every wait is bounded (R72),
 * and without STARTTLS and a certificate for the server's name nothing is sent, unless STARTTLS is switched off by name (R74).
 */
@Component
@EnableConfigurationProperties(MailProperties.class)
public class SmtpServer extends JavaMailSenderImpl {

    private static final String CONNECT_MILLIS = "5000";
    private static final String READ_MILLIS = "10000";

    private final SmtpProperties properties;

    SmtpServer(MailProperties server, SmtpProperties properties) {
        requireTlsBeyondThisNetwork(server.getHost(), properties);
        this.properties = properties;
        setHost(server.getHost());
        setPort(server.getPort() == null ? DEFAULT_PORT : server.getPort());
        setUsername(server.getUsername());
        setPassword(server.getPassword());
        setProtocol(server.getProtocol());
        setJavaMailProperties(sessionProperties(server, properties));
    }

    /** A connection that is not open yet; one thread's own. */
    public SmtpConnection connection() {
        return new SmtpConnection(this, properties);
    }

    Transport connect() throws MessagingException {
        return connectTransport();
    }

    /** A name without a dot is resolved on this machine or its own network only; everybody else is reached over others'. */
    private static void requireTlsBeyondThisNetwork(@Nullable String host, SmtpProperties properties) {
        boolean near = host == null || !host.contains(".") || host.startsWith("127.");
        if (!properties.startTlsRequired() && !near) {
            throw new FailureAnalyzedException(
                    "REKEY_SMTP_STARTTLSREQUIRED is false, and links would travel to " + host
                            + " for everybody to read.",
                    "Leave it out, and let the mail server offer STARTTLS with a certificate for its name. It may only be"
                            + " false for a mail server on this machine or on a network of its own, named without a dot.");
        }
    }

    private static Properties sessionProperties(MailProperties server, SmtpProperties own) {
        Properties session = new Properties();
        session.putAll(server.getProperties());
        String prefix = "mail." + server.getProtocol() + ".";
        session.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        session.setProperty(prefix + "timeout", READ_MILLIS);
        session.setProperty(prefix + "writetimeout", READ_MILLIS);
        session.setProperty(prefix + "quitwait", "false");
        session.setProperty(prefix + "sendpartial", "false");
        session.setProperty(prefix + "localhost", own.domain());
        session.setProperty(prefix + "auth", Boolean.toString(server.getUsername() != null));
        session.setProperty(prefix + "starttls.enable", Boolean.toString(own.startTlsRequired()));
        session.setProperty(prefix + "starttls.required", Boolean.toString(own.startTlsRequired()));
        session.setProperty(prefix + "ssl.checkserveridentity", "true");
        session.setProperty("mail.mime.allowutf8", "false"); // addresses stay ASCII (R69)
        session.setProperty("mail.debug", "false"); // it would print the links
        return session;
    }
}
