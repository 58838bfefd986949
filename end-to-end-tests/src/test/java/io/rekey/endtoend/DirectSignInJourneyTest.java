package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Instead of waiting for the mail, somebody simply signs in and is led through the set-up. */
class DirectSignInJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void signingInWithThePasswordLeadsThroughTheSetUpAndKillsTheLink() {
        Person jun = acme.member("jun").signIn();
        String resetId = acme.reset(jun);
        String link = jun.inbox.awaitLink(2);

        jun.browser = acme.platform.browser();
        assertThat(jun.givePassword().text("state")).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(jun.finishSetUp().text("state")).isEqualTo("SIGNED_IN");

        assertThat(jun.isSignedIn()).isTrue();
        acme.awaitState(resetId, "COMPLETED");
        Person thief = new Person(acme.platform, jun.username);
        assertThat(thief.setUpFrom(link).problem()).isEqualTo("link-dead");
    }

    @Test
    void somebodyWhoAdministersMustComeByTheMailedLink() {
        Person sol = acme.member("sol", "SUPPORT");
        acme.reset(sol);
        String link = sol.inbox.awaitLink(2);

        sol.browser = acme.platform.browser();
        assertThat(sol.givePassword().text("state")).isEqualTo("LINK_REQUIRED");
        assertThat(sol.finishSetUp().problem()).isEqualTo("start-again");

        assertThat(sol.setUpFrom(link).text("state")).isEqualTo("SET_UP");
        assertThat(sol.signIn().isSignedIn()).isTrue();
    }

    @Test
    void thePasswordAloneSetsNothingUpWhileAnotherFactorLives() {
        Person jun = acme.member("jun");

        assertThat(jun.givePassword().text("state")).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(jun.finishSetUp().problem()).isEqualTo("start-again");
        assertThat(jun.signIn().isSignedIn()).isTrue();
    }
}
