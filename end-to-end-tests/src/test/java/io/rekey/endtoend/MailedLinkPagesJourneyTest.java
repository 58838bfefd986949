package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import io.rekey.journey.Browser;
import org.junit.jupiter.api.Test;

/** What somebody sees who opens the mail in a browser, where all services share one class path. */
class MailedLinkPagesJourneyTest {

    private final Acme acme = Acme.shared();

    @Test
    void theMailedLinkOpensAPageThatNamesThePerson() {
        Person marta = acme.member("marta");
        acme.reset(marta);
        String link = marta.inbox.awaitLink(2);
        Browser browser = acme.platform.browser();

        assertThat(browser.get("/set-up/" + link).status()).isEqualTo(303);
        Answer page = browser.get("/set-up");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Set up your second factor again", marta.username);

        assertThat(marta.setUpFrom(link).text("state")).as("still usable").isEqualTo("SET_UP");
        assertThat(browser.get("/set-up").status()).as("by now it is dead").isEqualTo(410);
    }
}
