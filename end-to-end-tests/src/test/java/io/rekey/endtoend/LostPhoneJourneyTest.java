package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import org.junit.jupiter.api.Test;

/** The main story: somebody lost their phone, an administrator resets, they come back by the mailed link. */
class LostPhoneJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void aLostPhoneOpensNothingAndItsOwnerComesBackByTheMailedLink() {
        Person marta = acme.member("marta").signIn(true);
        Artifacts old = Artifacts.of(marta);

        String resetId = acme.reset(marta);

        old.areAllRefused();
        acme.awaitState(resetId, "AWAITING_ENROLLMENT");
        Answer progress = acme.progress(resetId);
        assertThat(effect(progress, "enrollments-cleared").path("count").asInt())
                .isEqualTo(1);
        assertThat(effect(progress, "devices-purged").path("count").asInt()).isEqualTo(1);
        assertThat(effect(progress, "sessions-ended").path("count").asInt()).isEqualTo(1);
        assertThat(effect(progress, "mail-handed-over").path("state").asString())
                .isEqualTo("done");

        String link = marta.inbox.awaitLink(2);
        marta.browser = acme.platform.browser();
        Answer finished = marta.setUpFrom(link);

        assertThat(finished.text("state")).as("a link alone never signs in").isEqualTo("SET_UP");
        assertThat(marta.backupCodes).hasSize(10);
        acme.awaitState(resetId, "COMPLETED");
        assertThat(marta.signIn().isSignedIn()).isTrue();
        assertThat(marta.setUpFrom(link).problem()).isEqualTo("link-dead");
        old.areAllRefused();
        marta.inbox.awaitMails(3);
        assertThat(marta.inbox.mails().getLast().link()).isEmpty();
    }

    @Test
    void lookingAtTheLinkChangesNothing() {
        Person marta = acme.member("marta");
        acme.reset(marta);
        String link = marta.inbox.awaitLink(2);

        for (int i = 0; i < 20; i++) {
            acme.platform.browser().get("/set-up/" + link);
        }

        marta.browser = acme.platform.browser();
        assertThat(marta.setUpFrom(link).text("state")).isEqualTo("SET_UP");
    }

    @Test
    void aSecondResetKillsTheFirstLink() {
        Person marta = acme.member("marta");
        String first = acme.reset(marta);
        String oldLink = marta.inbox.awaitLink(2);
        String second = acme.reset(marta);
        String newLink = marta.inbox.awaitLink(3);

        assertThat(marta.setUpFrom(oldLink).problem()).isEqualTo("link-dead");
        assertThat(acme.progress(first).text("state")).isEqualTo("SUPERSEDED");

        assertThat(marta.setUpFrom(newLink).text("state")).isEqualTo("SET_UP");
        acme.awaitState(second, "COMPLETED");
    }

    @Test
    void sendingTheLinkAgainKillsTheOneBefore() {
        Person marta = acme.member("marta");
        String resetId = acme.reset(marta);
        String first = marta.inbox.awaitLink(2);

        Answer again = acme.ada.browser.post("/api/v1/resets/" + resetId + "/link", java.util.Map.of());

        assertThat(again.status()).isEqualTo(202);
        String second = marta.inbox.awaitLink(3);
        assertThat(marta.setUpFrom(first).problem()).isEqualTo("link-dead");
        assertThat(marta.setUpFrom(second).text("state")).isEqualTo("SET_UP");
    }

    private static tools.jackson.databind.JsonNode effect(Answer progress, String name) {
        for (var effect : progress.json().path("effects")) {
            if (effect.path("effect").asString().equals(name)) {
                return effect;
            }
        }
        throw new AssertionError("no effect " + name + " in " + progress.described());
    }
}
