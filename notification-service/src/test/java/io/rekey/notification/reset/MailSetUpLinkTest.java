package io.rekey.notification.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.notification.mail.MailOrder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a mail about a reset will say was reset. */
class MailSetUpLinkTest {

    @Test
    void namesWhatWasResetInItsOwnWords() {
        MailOrder order = order("google", "u2fkey", "newer_thing");
        assertThat(order.template()).isEqualTo("reset");
        assertThat(order.facts())
                .containsEntry("what", "Google Authenticator, security key, newer_thing")
                .containsEntry("why", "lost phone")
                .doesNotContainKey("codesOnly");
    }

    @Test
    void tellsAResetOfTheBackupCodesAloneFromAllOthers() {
        assertThat(order("backup_codes").facts())
                .containsEntry("what", "backup codes")
                .containsEntry("codesOnly", "true");
        assertThat(order("google", "backup_codes").facts()).doesNotContainKey("codesOnly");
    }

    private static MailOrder order(String... providers) {
        Instant at = Instant.parse("2026-11-22T09:14:00Z");
        return MailSetUpLink.order(
                "event-1",
                new MfaResetRequested(
                        "r-1",
                        "u-1",
                        "acme",
                        2,
                        Level.USER,
                        List.of(providers),
                        Actor.user("u-ada"),
                        "lost phone",
                        null,
                        List.of(),
                        at));
    }
}
