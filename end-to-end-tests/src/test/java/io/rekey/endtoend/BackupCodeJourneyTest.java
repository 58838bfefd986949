package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The phone is not at hand: password and a backup code, which is replaced at once. */
class BackupCodeJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void aBackupCodeWorksOnceAndIsReplacedAndTold() {
        Person sam = acme.member("sam");
        String code = sam.backupCodes.getFirst();

        Answer signedIn = signInWith(sam, code);

        assertThat(signedIn.text("state")).isEqualTo("SIGNED_IN");
        String replacement = signedIn.text("replacementCode");
        assertThat(replacement).matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}").isNotEqualTo(code);
        sam.inbox.awaitMails(2);

        assertThat(signInWith(sam, code).problem()).isEqualTo("wrong-code");
        assertThat(signInWith(sam, replacement).text("state")).isEqualTo("SIGNED_IN");
    }

    @Test
    void aBackupCodeAloneIsNoSignIn() {
        Person sam = acme.member("sam");

        Answer alone =
                acme.platform.browser().post("/api/v1/sign-in/backup-code", Map.of("code", sam.backupCodes.getFirst()));

        assertThat(alone.problem()).isEqualTo("start-again");
        assertThat(signInWith(sam, sam.backupCodes.getFirst()).text("state")).isEqualTo("SIGNED_IN");
    }

    private Answer signInWith(Person person, String backupCode) {
        person.browser = acme.platform.browser();
        assertThat(person.givePassword().text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        return person.browser.post("/api/v1/sign-in/backup-code", Map.of("code", backupCode));
    }
}
