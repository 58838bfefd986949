package io.rekey.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Actor;
import io.rekey.events.identity.AdministratorFrozen;
import io.rekey.events.identity.TwoFactorSuspended;
import io.rekey.events.identity.UserChanged;
import io.rekey.events.identity.UserRolesChanged;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.notification.smtp.SmtpSink;
import io.rekey.notification.ticket.IdentityStub;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told when something about an account or the platform is changed by others. */
class AdministrationMailIT extends RunningNotification {

    private static final Instant AT = Instant.parse("2026-11-22T09:14:00.417Z");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Actor ADA = Actor.user("u-ada");

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
    void warnsThoseWhoMayReleaseAFrozenAdministratorAndTellsTheAdministrator() {
        var event = publish(new AdministratorFrozen("u-fast", "acme", 61, 60, List.of("u-rel-1", "u-rel-2"), AT), 2);
        for (String releaser : List.of("u-rel-1", "u-rel-2")) {
            awaitHandedOver(releaser, event.id() + ".administrator-frozen.0." + releaser);
            assertThat(textTo(releaser)).contains("Speak to them first").contains("""
                    Administrator: Priya Raman
                    User id: u-fast
                    Resets: 61
                    Usual: 60
                    """);
            assertThat(IDENTITY.requests(releaser).getFirst().get("byId").asString())
                    .isEqualTo("u-fast");
        }
        awaitHandedOver("u-fast", event.id() + ".frozen.0");
        assertThat(textTo("u-fast")).contains("you can reset nobody until a second person", "Resets: 61");
    }

    @Test
    void tellsThatPasswordsAloneOpenAccountsAlsoWhenThatIsOverAlready() {
        Actor operator = new Actor(Actor.Kind.OPERATOR, "operator");
        var event = publish(
                new TwoFactorSuspended(
                        "operator",
                        "platform",
                        Instant.parse("2026-11-22T10:14:00Z"),
                        "All providers fail",
                        List.of("u-know-1", "u-know-2"),
                        operator,
                        Instant.parse("2026-11-22T09:14:00Z")),
                2);
        for (String person : List.of("u-know-1", "u-know-2")) {
            awaitHandedOver(person, event.id() + ".two-factor-suspended.0." + person);
            assertThat(textTo(person))
                    .contains("Until: November 22, 2026, 10:14 AM (UTC)\n", "Why: All providers fail\n");
        }
        assertThat(IDENTITY.requests("operator")).isEmpty();
    }

    @Test
    void tellsAChangeOfTheAddressAndOfNothingElse() {
        publish(new UserChanged("u-moved", "acme", List.of("displayName", "language"), ADA, AT), 1);
        var event = publish(new UserChanged("u-moved", "acme", List.of("displayName", "email"), ADA, AT), 2);
        awaitHandedOver("u-moved", event.id() + ".address-changed.0");
        assertThat(IDENTITY.requests("u-moved")).hasSize(1);
        assertThat(IDENTITY.requests("u-moved").getFirst().get("template").asString())
                .isEqualTo("address-changed");
        assertThat(textTo("u-moved")).contains("has another mail address now", "By: Priya Raman");
    }

    @Test
    void tellsWhatSomebodyMayDoFromNowOn() {
        var event = publish(
                new UserRolesChanged(
                        "u-promoted", "acme", 4, List.of("SUPPORT"), List.of("user:read", "mfa:reset"), ADA, AT),
                2);
        awaitHandedOver("u-promoted", event.id() + ".roles-changed.0");
        assertThat(textTo("u-promoted")).contains("""
                Role: Support
                Permissions: user:read, mfa:reset
                By: Priya Raman
                """);
    }

    private void awaitHandedOver(String userId, String mailId) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RECEIPTS.of(userId, MailHandedOver.class))
                        .isNotEmpty()
                        .allSatisfy(receipt -> assertThat(receipt.mailId()).isEqualTo(mailId)));
        assertThat(mailsTo(userId)).hasSize(1);
    }

    private List<String> mailsTo(String userId) {
        return sink.accepted().stream()
                .filter(mail -> mail.contains(IdentityStub.address(userId)))
                .toList();
    }

    private String textTo(String userId) {
        return SmtpSink.text(mailsTo(userId).getFirst());
    }
}
