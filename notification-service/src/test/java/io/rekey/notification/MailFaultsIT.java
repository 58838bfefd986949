package io.rekey.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.notification.MailFailed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.notification.smtp.SmtpSink;
import io.rekey.notification.smtp.SmtpSink.Behavior;
import io.rekey.notification.ticket.IdentityStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

/** A mail server that misbehaves, and a service that dies at the worst moment. */
@ExtendWith(OutputCaptureExtension.class)
class MailFaultsIT extends RunningNotification {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    @Qualifier("mailSenders")
    private SmartLifecycle senders;

    private SmtpSink sink;

    @BeforeEach
    void listen() throws IOException {
        sink = SmtpSink.at(SMTP_PORT);
    }

    @AfterEach
    void close() throws IOException {
        sink.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behavior.class,
            names = {"REFUSE_RECIPIENT_FOR_NOW", "WANT_AUTHENTICATION", "SHUT_DOWN"})
    void triesAgainUntilTheMailServerTakesIt(Behavior trouble) {
        String userId = "u-" + trouble.ordinal() + "-later";
        sink.behave(trouble);
        String mailId = publish(MailJourneyIT.reset(userId, 2), 1).id() + ".reset.0";
        await().atMost(SOON).until(() -> attempts(mailId) >= 3);
        assertThat(IDENTITY.requests(userId)).as("a ticket for every attempt").hasSizeGreaterThanOrEqualTo(3);
        sink.behave(Behavior.ACCEPT);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of(userId, MailHandedOver.class))
                        .singleElement()
                        .satisfies(receipt -> assertThat(receipt.attempts()).isGreaterThan(3)));
        assertThat(mailsAccepted(userId)).hasSize(1);
    }

    @Test
    void stopsAtARefusalForGoodAndTellsItWithoutAddress(CapturedOutput output) {
        sink.behave(Behavior.REFUSE_RECIPIENT_FOR_GOOD);
        var event = publish(MailJourneyIT.reset("u-refused", 2), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-refused", MailFailed.class))
                        .singleElement()
                        .satisfies(receipt -> assertThat(receipt.reply())
                                .startsWith("550 5.1.1")
                                .doesNotContain("@", "u-refused")));
        sink.behave(Behavior.ACCEPT);
        publish(event, 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of("u-refused", MailFailed.class)).hasSize(2));
        var stored = stored(event.id() + ".reset.0");
        assertThat(stored.getString("state")).isEqualTo("FAILED");
        assertThat(stored.getString("reply")).startsWith("550");
        assertThat(mailsAccepted("u-refused")).isEmpty();
        assertThat(output.getAll()).doesNotContain("u-refused@", "secret-");
    }

    @Test
    void sendsTheSameMailAgainWhenTheConnectionIsCutAfterData() {
        sink.behave(Behavior.CUT_AFTER_DATA);
        publish(MailJourneyIT.reset("u-cut", 2), 1);
        await().atMost(SOON).until(() -> !sink.seen().isEmpty());
        sink.behave(Behavior.ACCEPT);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of("u-cut", MailHandedOver.class)).hasSize(1));
        assertSameMail(sink.seen(), "u-cut");
    }

    @Test
    void sendsTheSameMailAgainAfterDyingBetween250AndTheMark() {
        mails.forgetOnce("u-killed");
        String mailId = publish(MailJourneyIT.reset("u-killed", 2), 1).id() + ".reset.0";
        await().atMost(SOON).until(() -> mailsAccepted("u-killed").size() == 1);
        assertThat(stored(mailId).getString("state")).isEqualTo("QUEUED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-killed", MailHandedOver.class))
                        .hasSize(1));
        assertThat(mailsAccepted("u-killed")).hasSize(2);
        assertSameMail(mailsAccepted("u-killed"), "u-killed");
        assertThat(IDENTITY.requests("u-killed")).hasSize(2);
    }

    @Test
    void finishesTheMailInFlightWhenItIsStopped() {
        sink.behave(Behavior.BE_SLOW);
        String mailId = publish(MailJourneyIT.reset("u-stop", 2), 1).id() + ".reset.0";
        await().atMost(SOON).until(() -> !sink.commands("MAIL").isEmpty());
        senders.stop();
        try {
            assertThat(stored(mailId).getString("state")).isEqualTo("HANDED_OVER");
            assertThat(sink.accepted()).hasSize(1);
        } finally {
            senders.start();
        }
    }

    @Test
    void takesEventsWhileTheMailServerIsSilent() {
        sink.behave(Behavior.BE_SILENT);
        String first = publish(MailJourneyIT.reset("u-silent-1", 2), 1).id() + ".reset.0";
        await().atMost(SOON).until(() -> sink.connections() > 0);
        String second = publish(MailJourneyIT.reset("u-silent-2", 2), 1).id() + ".reset.0";
        await().atMost(Duration.ofSeconds(5)).until(() -> stored(second) != null);
        assertThat(stored(first).getString("state")).isEqualTo("QUEUED");
        sink.behave(Behavior.ACCEPT);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(RECEIPTS.of("u-silent-1", MailHandedOver.class)).hasSize(1);
            assertThat(RECEIPTS.of("u-silent-2", MailHandedOver.class)).hasSize(1);
        });
    }

    private int attempts(String mailId) {
        var stored = stored(mailId);
        return stored == null ? 0 : stored.getInteger("attempts");
    }

    private List<String> mailsAccepted(String userId) {
        return sink.accepted().stream()
                .filter(mail -> mail.contains(IdentityStub.address(userId)))
                .toList();
    }

    private static void assertSameMail(List<String> sent, String userId) {
        assertThat(sent.stream()
                        .map(mail -> mail.replaceAll("(?s).*(Message-ID: \\S+).*", "$1"))
                        .distinct())
                .hasSize(1);
        assertThat(sent)
                .hasSizeGreaterThan(1)
                .allSatisfy(mail -> assertThat(mail.replace("=\r\n", "")).contains(IdentityStub.link(userId, 0)));
    }
}
