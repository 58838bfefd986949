package io.rekey.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Actor;
import io.rekey.events.identity.MfaResetApprovalExpired;
import io.rekey.events.identity.MfaResetApprovalRefused;
import io.rekey.events.identity.MfaResetApprovalRequested;
import io.rekey.events.identity.MfaResetApproved;
import io.rekey.events.notification.MailFailed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.events.notification.MailSuperseded;
import io.rekey.notification.smtp.SmtpSink;
import io.rekey.notification.smtp.SmtpSink.Behavior;
import io.rekey.notification.ticket.IdentityStub;
import io.rekey.notification.ticket.IdentityStub.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that waits for others: from the event on Kafka to a mail for each of them, and the word back to who asked. */
class ApprovalMailIT extends RunningNotification {

    private static final Instant AT = Instant.parse("2026-11-22T09:14:00.417Z");
    private static final Instant FAR = Instant.parse("2126-11-22T13:14:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    private SmtpSink sink;

    @BeforeEach
    void listen() throws IOException {
        sink = SmtpSink.at(SMTP_PORT);
    }

    @AfterEach
    void close() throws IOException {
        sink.close();
    }

    @Test
    void asksEachOfThreeWhoMayApproveOnce() {
        List<String> three = List.of("u-ask-1", "u-ask-2", "u-ask-3");
        var event = publish(wanted("u-asker", FAR, three), 3);
        for (String approver : three) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(RECEIPTS.of(approver, MailHandedOver.class))
                            .isNotEmpty()
                            .allSatisfy(receipt -> {
                                assertThat(receipt.mailId()).isEqualTo(event.id() + ".approval-wanted.0." + approver);
                                assertThat(receipt.causeId()).isEqualTo("p-1");
                                assertThat(receipt.epoch()).isZero();
                            }));
        }
        publish(event, 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(three)
                        .allSatisfy(
                                approver -> assertThat(RECEIPTS.of(approver)).hasSizeGreaterThan(1)));
        assertThat(three).allSatisfy(approver -> {
            assertThat(mailsTo(approver)).hasSize(1);
            assertThat(IDENTITY.requests(approver))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.get("byId").asString()).isEqualTo("u-asker"));
        });
        assertThat(mailsTo("u-asker")).isEmpty();
        assertThat(IDENTITY.requests("u-asker")).isEmpty();
    }

    @Test
    void saysHowManyWhyUntilWhenAndWhere() {
        publish(wanted("u-asker", FAR, List.of("u-words")), 1);
        await().atMost(SOON).until(() -> mailsTo("u-words").size() == 1);
        assertThat(mailsTo("u-words").getFirst()).contains("Subject: A reset of other people waits for your approval");
        assertThat(textTo("u-words")).contains("speak to the person who asked").contains("""
                        Asked by: Priya Raman
                        People: 250
                        Why: Lost phones
                        Ticket: HD-4711
                        Plan: p-1
                        Approvals needed: 2
                        Until: November 22, 2126, 1:14 PM (UTC)
                        When: November 22, 2026, 9:14 AM (UTC)
                        Where: https://rekey.example.com, or GET /api/v1/approvals
                        """);
    }

    @Test
    void asksTheOthersThoughOneAddressFailsAndOnePersonIsGone() {
        IDENTITY.answer("u-gone", Answer.UNKNOWN_USER);
        sink.refuse(IdentityStub.address("u-bounce"));
        publish(wanted("u-asker", FAR, List.of("u-bounce", "u-gone", "u-well")), 1);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(RECEIPTS.of("u-bounce", MailFailed.class)).hasSize(1);
            assertThat(RECEIPTS.of("u-gone", MailSuperseded.class)).hasSize(1);
            assertThat(RECEIPTS.of("u-well", MailHandedOver.class)).hasSize(1);
        });
        assertThat(mailsTo("u-well")).hasSize(1);
        assertThat(mailsTo("u-bounce")).isEmpty();
    }

    @Test
    void asksNobodyWhenTheTimeWasOverBeforeTheMailLeft() {
        sink.behave(Behavior.REFUSE_RECIPIENT_FOR_NOW);
        publish(wanted("u-asker", Instant.now().plusSeconds(3), List.of("u-late")), 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(RECEIPTS.of("u-late", MailSuperseded.class)).hasSize(1));
        sink.behave(Behavior.ACCEPT);
        publish(wanted("u-asker", AT, List.of("u-late-2")), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-late-2", MailSuperseded.class))
                        .hasSize(1));
        assertThat(IDENTITY.requests("u-late-2")).as("not even a ticket").isEmpty();
        assertThat(sink.accepted()).isEmpty();
    }

    /** Whoever asks for plan after plan cannot flood those who may approve. */
    @Test
    void letsAnApproverHaveOnlySoManyMailsInAWindow() {
        for (int plan = 0; plan < 5; plan++) {
            publish(wanted("u-asker-" + plan, FAR, List.of("u-flooded")), 1);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-flooded")).hasSizeGreaterThanOrEqualTo(3));
        publish(wanted("u-asker", FAR, List.of("u-calm")), 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-calm")).hasSize(1));
        assertThat(mailsTo("u-flooded").size())
                .as("two senders may overshoot by one")
                .isBetween(3, 4);
    }

    @Test
    void tellsWhoAskedOnceTheLastApprovalIsThere() {
        publish(new MfaResetApproved("p-2", "u-approved", "acme", "u-grace", 1, Actor.user("u-grace"), AT), 1);
        String last = publish(
                        new MfaResetApproved("p-2", "u-approved", "acme", "u-linus", 0, Actor.user("u-linus"), AT), 2)
                .id();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of("u-approved")).isNotEmpty());
        assertThat(IDENTITY.requests("u-approved")).singleElement().satisfies(request -> {
            assertThat(request.get("mailId").asString()).isEqualTo(last + ".approval-decided.0");
            assertThat(request.get("byId").asString()).isEqualTo("u-linus");
        });
        assertThat(mailsTo("u-approved").getFirst()).contains("Subject: About the reset you asked for: approved");
    }

    @Test
    void tellsWhoAskedThatItWasRefusedAndWhy() {
        publish(new MfaResetApprovalRefused("p-3", "u-no", "acme", "Nobody called them", Actor.user("u-grace"), AT), 2);
        await().atMost(SOON).until(() -> mailsTo("u-no").size() == 1);
        assertThat(mailsTo("u-no").getFirst()).contains("Subject: About the reset you asked for: refused");
        assertThat(textTo("u-no")).contains("They refused it, and nobody was reset.", "Why: Nobody called them\n");
    }

    @Test
    void tellsWhoAskedThatNobodyAnswered() {
        publish(new MfaResetApprovalExpired("p-4", "u-expired", "acme", AT), 2);
        await().atMost(SOON).until(() -> mailsTo("u-expired").size() == 1);
        assertThat(mailsTo("u-expired").getFirst()).contains("Subject: About the reset you asked for: not approved");
        assertThat(IDENTITY.requests("u-expired").getFirst().has("byId")).isFalse();
    }

    private List<String> mailsTo(String userId) {
        return sink.accepted().stream()
                .filter(mail -> mail.contains(IdentityStub.address(userId)))
                .toList();
    }

    private String textTo(String userId) {
        return SmtpSink.text(mailsTo(userId).getFirst());
    }

    private static MfaResetApprovalRequested wanted(String asker, Instant expiresAt, List<String> mayApprove) {
        return new MfaResetApprovalRequested(
                "p-1", asker, "acme", 250, 2, mayApprove, "Lost phones", "HD-4711", Actor.user(asker), expiresAt, AT);
    }
}
