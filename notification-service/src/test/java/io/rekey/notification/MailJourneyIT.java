package io.rekey.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.events.identity.DeviceRevoked;
import io.rekey.events.identity.MfaResetCompleted;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.events.identity.UserInvited;
import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.events.notification.MailSuperseded;
import io.rekey.messaging.event.EncodedEvent;
import io.rekey.notification.ticket.IdentityStub;
import io.rekey.notification.ticket.IdentityStub.Answer;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** From an event on Kafka to a mail in a real inbox, and the receipt back on Kafka. */
@ExtendWith(OutputCaptureExtension.class)
class MailJourneyIT extends RunningNotification {

    private static final Instant AT = Instant.parse("2026-11-22T09:14:00.417Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final GreenMail inbox = new GreenMail(new ServerSetup(SMTP_PORT, "127.0.0.1", "smtp"));

    @BeforeEach
    void openInbox() {
        inbox.start();
    }

    @AfterEach
    void closeInbox() {
        inbox.stop();
    }

    static Stream<Arguments> events() {
        Actor ada = Actor.user("u-ada");
        return Stream.of(
                Arguments.of("reset", 0, reset("u-1", 4), "r-4"),
                Arguments.of("invitation", 0, new UserInvited("u-2", "acme", 1, ada, AT), null),
                Arguments.of(
                        "link-reissued",
                        2,
                        new SetUpLinkReissued("r-5", "u-3", "acme", 5, 2, Actor.service("identity-service"), AT),
                        "r-5"),
                Arguments.of("invitation", 1, new SetUpLinkReissued("u-8", "u-8", "acme", 1, 1, ada, AT), "u-8"),
                Arguments.of("re-enrolled", 0, new MfaResetCompleted("r-6", "u-4", "acme", 6, AT), "r-6"),
                Arguments.of(
                        "device-revoked", 0, new DeviceRevoked("v-1", "u-5", "acme", 7, null, true, ada, AT), "v-1"),
                Arguments.of("backup-code-used", 0, new BackupCodeUsed("u-6", "acme", 8, 10, AT), null),
                Arguments.of("device-theft", 0, new DeviceTheftSuspected("u-7", "acme", "d-1", AT), null));
    }

    @ParameterizedTest
    @MethodSource("events")
    void mailsEachEventOnceAndSaysSo(String template, int generation, Object event, String cause) throws Exception {
        String userId = userOf(event);
        String eventId = publish(event, 3).id();
        String mailId = eventId + "." + template + "." + generation;
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of(userId, MailHandedOver.class))
                        .isNotEmpty()
                        .allSatisfy(receipt -> {
                            assertThat(receipt.mailId()).isEqualTo(mailId);
                            assertThat(receipt.template()).isEqualTo(template);
                            assertThat(receipt.causeId()).isEqualTo(cause == null ? eventId : cause);
                            assertThat(receipt.generation()).isEqualTo(generation);
                            assertThat(receipt.organizationId()).isEqualTo("acme");
                            assertThat(receipt.attempts()).isOne();
                        }));
        assertThat(mailsTo(userId)).hasSize(1);
        MimeMessage mail = mailsTo(userId).getFirst();
        String text =
                ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
        boolean withLink = List.of("reset", "invitation", "link-reissued").contains(template);
        assertThat(text.contains(IdentityStub.link(userId, generation))).isEqualTo(withLink);
        assertThat(IDENTITY.requests(userId)).hasSize(1);
        assertThat(IDENTITY.requests(userId).getFirst().get("mailId").asString())
                .isEqualTo(mailId);
        assertThat(IDENTITY.bearers()).allMatch(bearer -> bearer.startsWith("Bearer ey"));
        assertThat(stored(mailId).getString("state")).isEqualTo("HANDED_OVER");
    }

    @Test
    void sendsOneMailForAThousandReplaysAndGivesItsReceiptAgain(CapturedOutput output) {
        EncodedEvent event = publish(reset("u-replay", 3), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-replay")).hasSize(1));
        publish(event, 1_000);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-replay"))
                        .hasSize(1_001)
                        .allMatch(RECEIPTS.of("u-replay").getFirst()::equals));
        assertThat(mailsTo("u-replay")).hasSize(1);
        assertNoSecret(output, "u-replay", event.id() + ".reset.0");
    }

    static final List<Answer> refusals = List.of(Answer.SUPERSEDED, Answer.UNKNOWN_USER);

    @ParameterizedTest
    @FieldSource("refusals")
    void doesNotSendWhatIdentityRefuses(Answer refusal) {
        String userId = "u-superseded-" + refusal.status();
        IDENTITY.answer(userId, refusal);
        EncodedEvent event = publish(reset(userId, 3), 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of(userId, MailSuperseded.class)).hasSize(1));
        IDENTITY.grant(userId);
        publish(event, 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of(userId, MailSuperseded.class)).hasSize(2));
        assertThat(mailsTo(userId)).isEmpty();
        assertThat(stored(event.id() + ".reset.0").getString("state")).isEqualTo("SUPERSEDED");
    }

    static final List<Answer> troubles = List.of(Answer.OTHER_404, Answer.GATEWAY_404, Answer.BROKEN, Answer.NONSENSE);

    @ParameterizedTest
    @FieldSource("troubles")
    void asksAgainWithoutCountingWhenIdentityGivesNoAnswer(Answer trouble) {
        String userId = "u-trouble-" + troubles.indexOf(trouble);
        IDENTITY.answer(userId, trouble);
        EncodedEvent event = publish(reset(userId, 3), 1);
        await().atMost(SOON).until(() -> IDENTITY.requests(userId).size() > 2);
        assertThat(stored(event.id() + ".reset.0").getInteger("attempts")).isZero();
        IDENTITY.grant(userId);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of(userId, MailHandedOver.class))
                        .singleElement()
                        .satisfies(receipt -> assertThat(receipt.attempts()).isOne()));
        assertThat(mailsTo(userId)).hasSize(1);
    }

    @Test
    void mailsOnceWhenTheMailServerComesBack(CapturedOutput output) {
        inbox.stop();
        String eventId = publish(reset("u-down", 3), 1).id();
        await().atMost(SOON).until(() -> {
            var stored = stored(eventId + ".reset.0");
            return stored != null && stored.getInteger("attempts") >= 2;
        });
        assertThat(IDENTITY.requests("u-down"))
                .as("no ticket: it would start the link's life")
                .isEmpty();
        inbox.start();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of("u-down", MailHandedOver.class)).hasSize(1));
        assertThat(mailsTo("u-down")).hasSize(1);
        assertNoSecret(output, "u-down", eventId + ".reset.0");
    }

    @Test
    void letsAUserHaveOnlySoManyMailsInAWindow() {
        for (int epoch = 1; epoch <= 5; epoch++) {
            publish(reset("u-many", epoch), 1);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-many")).hasSizeGreaterThanOrEqualTo(3));
        publish(reset("u-other", 1), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-other")).hasSize(1));
        assertThat(mailsTo("u-many").size())
                .as("two senders may overshoot by one")
                .isBetween(3, 4);
    }

    @Test
    void saysWhatTheResetCoversAndWhy() throws Exception {
        publish(reset("u-partial", 3), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mailsTo("u-partial")).hasSize(1));
        MimeMessage mail = mailsTo("u-partial").getFirst();
        assertThat(mail.getSubject()).isEqualTo("Your second factor was reset");
        String text =
                ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
        assertThat(text.replace("\r\n", "\n")).contains("""
            What: Google Authenticator
            By: Priya Raman
            Why: Phone lost
            When: November 22, 2026, 9:14 AM (UTC)
            """);
    }

    @Test
    void takesAnAttackersNameAsAName() throws Exception {
        IDENTITY.name("u-bob", "Bob\r\nBcc: evil@example.org\u2028\u760d\u760a<img src=x>");
        publish(reset("u-bob", 3), 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(mailsTo("u-bob")).hasSize(1));
        MimeMessage mail = mailsTo("u-bob").getFirst();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        String html =
                ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent().toString();
        assertThat(html).contains("&lt;img src=x&gt;").doesNotContain("<img");
    }

    private void assertNoSecret(CapturedOutput output, String userId, String mailId) {
        assertThat(output.getAll()).contains(mailId).doesNotContain("secret-", IdentityStub.address(userId));
        assertThat(stored(mailId).toJson()).doesNotContain("secret-", "@", "Marta");
        assertThat(RECEIPTS.everything()).doesNotContain("secret-", "@example.com", "Marta");
    }

    private List<MimeMessage> mailsTo(String userId) {
        return Stream.of(inbox.getReceivedMessages())
                .filter(mail -> isTo(mail, userId))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String userId) {
        try {
            return mail.getRecipients(RecipientType.TO)[0].toString().contains(IdentityStub.address(userId));
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    static MfaResetRequested reset(String userId, long epoch) {
        return new MfaResetRequested(
                "r-" + epoch,
                userId,
                "acme",
                epoch,
                Level.USER,
                List.of("google"),
                Actor.user("u-ada"),
                "Phone lost",
                null,
                List.of(),
                AT);
    }

    private static String userOf(Object event) {
        return switch (event) {
            case io.rekey.events.identity.IdentityEvent identity -> identity.userId();
            case io.rekey.events.mfa.MfaEvent mfa -> mfa.userId();
            case io.rekey.events.device.DeviceEvent device -> device.userId();
            default -> throw new AssertionError(event);
        };
    }
}
