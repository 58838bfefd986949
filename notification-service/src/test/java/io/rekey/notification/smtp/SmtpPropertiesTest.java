package io.rekey.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.mail.autoconfigure.MailProperties;

class SmtpPropertiesTest {

    @Test
    void takesTheMessageIdsDomainFromTheSender() {
        assertThat(new SmtpProperties("Rekey <rekey@example.com>", null, true).domain())
                .isEqualTo("example.com");
        assertThat(new SmtpProperties("rekey@example.com", "mail.example.org", true).domain())
                .isEqualTo("mail.example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Rekey", "rekey@", "a@b.example, c@d.example", "Rekey\r\nBcc: x@y.example <a@b.example>"})
    void refusesWhatIsNotOneSender(String from) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpProperties(from, null, true))
                .withMessageContaining("rekey.smtp.from");
    }

    @Test
    void cannotBeToldToWaitForever() {
        MailProperties server = new MailProperties();
        server.getProperties().put("mail.smtp.timeout", "0");
        server.getProperties().put("mail.smtp.starttls.required", "false");
        server.getProperties().put("mail.debug", "true");
        var session =
                new SmtpServer(server, new SmtpProperties("rekey@example.com", null, true)).getJavaMailProperties();
        assertThat(session.getProperty("mail.smtp.timeout")).isEqualTo("10000");
        assertThat(session.getProperty("mail.smtp.connectiontimeout")).isEqualTo("5000");
        assertThat(session.getProperty("mail.smtp.starttls.required")).isEqualTo("true");
        assertThat(session.getProperty("mail.debug")).isEqualTo("false");
    }
}
