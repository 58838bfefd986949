package io.rekey.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.notification.letter.Letter;
import io.rekey.notification.smtp.SmtpSink.Behavior;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.mail.autoconfigure.MailProperties;

class SmtpConnectionTest {

    private static final String LINK = "https://rekey.example.com/set-up#eyJhbGciOi.e30.c2VjcmV0";
    private static final List<String> HEADERS = List.of(
            "Auto-Submitted",
            "Content-Language",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To");

    private SmtpSink sink;

    @BeforeEach
    void listen() throws IOException {
        sink = SmtpSink.at(0);
    }

    @AfterEach
    void close() throws IOException {
        sink.close();
    }

    @Test
    void handsOverBothPartsUnderTheMailsOwnMessageId() throws Exception {
        try (SmtpConnection connection = server(false).connection()) {
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta Okafor")))
                    .isEqualTo(new SmtpAnswer.Accepted());
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta Okafor")))
                    .isEqualTo(new SmtpAnswer.Accepted());
            assertThat(connection.send(mail("e2.reset.0", "marta@example.com", "Marta Okafor")))
                    .isEqualTo(new SmtpAnswer.Accepted());
        }
        List<MimeMessage> mails =
                sink.accepted().stream().map(SmtpConnectionTest::parse).toList();
        assertThat(mails.getFirst().getMessageID()).matches("<[0-9a-f]{32}@example\\.com>");
        assertThat(mails.get(1).getMessageID()).isEqualTo(mails.getFirst().getMessageID());
        assertThat(mails.get(2).getMessageID()).isNotEqualTo(mails.getFirst().getMessageID());
        assertThat(sink.connections()).as("one connection for a batch").isOne();
        MimeMessage mail = mails.getFirst();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("From")).containsExactly("Rekey <rekey@example.com>");
        assertThat(mail.getHeader("To")).containsExactly("Marta Okafor <marta@example.com>");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("Wüste Grüße\r\n\r\n" + LINK);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(sink.accepted().getFirst().lines()).allMatch(line -> line.length() <= 78);
    }

    @ParameterizedTest
    @MethodSource("names")
    void letsNoNameBreakOutOfItsHeader(String name) throws Exception {
        OutgoingMail mail = new OutgoingMail("e1.reset.0", "marta@example.com", name, letter(name), Instant.EPOCH);
        try (SmtpConnection connection = server(false).connection()) {
            assertThat(connection.send(mail)).isEqualTo(new SmtpAnswer.Accepted());
        }
        assertThat(sink.commands("MAIL")).containsExactly("MAIL FROM:<rekey@example.com>");
        assertThat(sink.commands("RCPT")).containsExactly("RCPT TO:<marta@example.com>");
        assertThat(sink.commands("DATA")).hasSize(1);
        assertThat(sink.accepted()).hasSize(1);
        String head = sink.accepted().getFirst().split("\r\n\r\n", 2)[0];
        assertThat(head.chars()).allMatch(c -> c == '\r' || c == '\n' || c == '\t' || (c >= 32 && c < 127));
        MimeMessage parsed = parse(sink.accepted().getFirst());
        assertThat(Collections.list(parsed.getAllHeaders()).stream()
                        .map(h -> h.getName())
                        .sorted())
                .isEqualTo(HEADERS);
        assertThat(parsed.getAllRecipients()).hasSize(1);
        assertThat(parsed.getRecipients(Message.RecipientType.TO)[0].toString()).contains("marta@example.com");
        assertThat(MimeUtility.decodeText(head)).doesNotContain("\u202e", "\u2028", "\u0000");
    }

    static List<String> names() {
        return List.of(
                "Bob\r\nBcc: evil@example.org",
                "Bob\nBcc: evil@example.org\n\nbody",
                "Bob\u2028Bcc: evil@example.org\u2029",
                "Bob\u760d\u760aRCPT TO:<evil@example.org>\u760d\u760a",
                "Bob\u0000\u0085\u000b\u000c",
                "\u202eboB",
                "=?utf-8?Q?Bob=0D=0ABcc:_evil@example.org?=",
                "==??utf-8?B?Qm9i?=",
                "\"Bob\" <evil@example.org>, <other@example.org>",
                "Kovač Über 山田 😀",
                "\ud800",
                ".\r\n.\r\nMAIL FROM:<evil@example.org>",
                "B".repeat(10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marta@example.com,evil@example.org",
                "marta@example.com>\r\nRCPT TO:<evil@example.org",
                "marta\u760d\u760a@example.com",
                "<marta@example.com>",
                "marta",
                "@example.com",
                "",
                "marta@example.com ",
                "marta@@example.com",
                "\"a b\"@example.com",
                "märta@example.com",
                "@a,@b:marta@example.com"
            })
    void asksTheServerNothingForWhatIsNotOneAddress(String address) {
        try (SmtpConnection connection = server(false).connection()) {
            assertThat(connection.send(mail("e1.reset.0", address, "Marta")))
                    .isEqualTo(new SmtpAnswer.Refused("the recipient's address cannot be used"));
        }
        assertThat(sink.commands("RCPT")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behavior.class,
            names = {"REFUSE_RECIPIENT_FOR_GOOD", "REFUSE_CONTENT_FOR_GOOD", "REFUSE_SENDER_FOR_GOOD"})
    void takesA5xxAsFinalAndTellsNoAddressAndNoLink(Behavior behavior) {
        SmtpAnswer answer = send(behavior);
        assertThat(answer).isInstanceOf(SmtpAnswer.Refused.class);
        String reply = ((SmtpAnswer.Refused) answer).reply();
        assertThat(reply)
                .matches("55[034] 5\\.[17]\\.[18] .{0,100}")
                .doesNotContainIgnoringCase("marta", "@", "http", "eyJ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Behavior.class,
            names = {"REFUSE_RECIPIENT_FOR_NOW", "WANT_AUTHENTICATION", "SHUT_DOWN", "BE_SILENT", "CUT_AFTER_DATA"})
    void takesEverythingElseAsTroubleThatPasses(Behavior behavior) {
        SmtpAnswer answer = send(behavior);
        assertThat(answer).isInstanceOf(SmtpAnswer.Postponed.class);
        assertThat(((SmtpAnswer.Postponed) answer).reply()).doesNotContain("@", "http");
    }

    @Test
    void bearsASlowServer() {
        assertThat(send(Behavior.BE_SLOW)).isEqualTo(new SmtpAnswer.Accepted());
    }

    @Test
    void opensANewConnectionAfterTrouble() {
        try (SmtpConnection connection = server(false).connection()) {
            sink.behave(Behavior.CUT_AFTER_DATA);
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta")))
                    .isInstanceOf(SmtpAnswer.Postponed.class);
            sink.behave(Behavior.ACCEPT);
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta")))
                    .isEqualTo(new SmtpAnswer.Accepted());
        }
        assertThat(sink.connections()).isEqualTo(2);
        assertThat(sink.seen()).hasSize(2);
    }

    @Test
    void sendsNothingWithoutStartTls() {
        try (SmtpConnection connection = server(true).connection()) {
            assertThatThrownBy(connection::open).isInstanceOf(MessagingException.class);
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta")))
                    .isInstanceOf(SmtpAnswer.Postponed.class);
        }
        assertThat(sink.commands("MAIL")).isEmpty();
        assertThat(sink.seen()).isEmpty();
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor(@TempDir Path folder) throws Exception {
        sink.offerStartTls(SelfSigned.in(folder));
        try (SmtpConnection connection = server(true).connection()) {
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta")))
                    .isInstanceOf(SmtpAnswer.Postponed.class);
        }
        assertThat(sink.commands("STARTTLS")).isNotEmpty();
        assertThat(sink.commands("MAIL")).isEmpty();
        SmtpServer trusting = server(true);
        trusting.getJavaMailProperties().setProperty("mail.smtp.ssl.trust", "127.0.0.1");
        try (SmtpConnection connection = trusting.connection()) {
            assertThat(connection.send(mail("e1.reset.0", "marta@example.com", "Marta")))
                    .isEqualTo(new SmtpAnswer.Accepted());
        }
    }

    @Test
    void reportsAServerThatIsNotThere() throws IOException {
        sink.close();
        try (SmtpConnection connection = server(false).connection()) {
            assertThatThrownBy(connection::open).isInstanceOf(MessagingException.class);
        }
    }

    private SmtpAnswer send(Behavior behavior) {
        SmtpServer server = server(false);
        server.getJavaMailProperties().setProperty("mail.smtp.timeout", "500");
        sink.behave(behavior);
        try (SmtpConnection connection = server.connection()) {
            return connection.send(mail("e1.reset.0", "marta@example.com", "Marta"));
        }
    }

    private SmtpServer server(boolean startTlsRequired) {
        MailProperties server = new MailProperties();
        server.setHost("127.0.0.1");
        server.setPort(sink.port());
        return new SmtpServer(server, new SmtpProperties("Rekey <rekey@example.com>", null, startTlsRequired));
    }

    private static OutgoingMail mail(String id, String address, String name) {
        return new OutgoingMail(id, address, name, letter("reset"), Instant.EPOCH);
    }

    private static Letter letter(String subject) {
        return new Letter(
                io.rekey.notification.letter.CleanText.header(subject, 120),
                "Wüste Grüße\n\n" + LINK + "\n.\n..\n",
                "<p>" + LINK + "</p>",
                "en");
    }

    private static MimeMessage parse(String mail) {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
