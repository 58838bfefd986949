package io.rekey.identity.setup;

import static io.rekey.identity.Decisions.decide;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be set up is the policy's to say, from the next set-up on. */
class PickedProvidersIT extends MailedLinks {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private String organization;
    private Person marta;

    @BeforeEach
    void somebodyOfAnOrganizationOfItsOwn() {
        organization = "picky-" + COUNTER.incrementAndGet();
        people.organization(organization, People.EASY);
        marta = people.active(mfa, organization, Role.USER);
    }

    @Test
    void refusesWhatIsNotAllowedAndNamesWhatIs() {
        decide(mongo, organization, "allowedProviders", List.of("google", "authy", "u2fkey"));
        Browser martas = settingUp();
        for (String refused : List.of("duo_security", "u2fkey")) {
            Answer answer = martas.begin(refused);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("unknown-provider");
            assertThat(answer.string("detail")).isEqualTo("Pick one of google, authy.");
        }
        assertThat(martas.begin("authy").status()).isEqualTo(200);
    }

    @Test
    void takesNothingButWhatIsForced() {
        decide(mongo, organization, "allowedProviders", List.of("google"));
        decide(mongo, organization, "forcedProviders", List.of("authy"));
        Browser martas = settingUp();
        assertThat(martas.begin("google").string("detail")).isEqualTo("Pick one of authy.");
        assertThat(martas.begin("authy").status()).isEqualTo(200);
    }

    @Test
    void listsOnlyThatOnThePages() {
        decide(mongo, organization, "forcedProviders", List.of("authy", "duo_security"));
        reset();
        PageBrowser at = chosen(marta);
        assertThat(at.page().select("input[name=provider]").eachAttr("value")).containsExactly("authy", "duo_security");
        at.submit(Map.of("provider", "google"));
        assertThat(at.status()).isEqualTo(422);
        assertThat(at.page().select("input[name=provider]").eachAttr("value")).containsExactly("authy", "duo_security");
        at.submit(Map.of("provider", "authy"));
        assertThat(at.page().select("input[name=code]")).hasSize(1);
    }

    @Test
    void leavesAloneWhatSomebodyHasAlready() {
        decide(mongo, organization, "forcedProviders", List.of("authy"));
        Answer step = browser().signIn(marta);
        assertThat(step.body().path("providers").toString()).isEqualTo("[\"google\"]");
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    /** Whoever has scanned the code already is not sent back for it. */
    @Test
    void letsASetUpThatHasBegunBeFinished() {
        Browser martas = settingUp();
        martas.begin("google");
        decide(mongo, organization, "forcedProviders", List.of("authy"));
        assertThat(martas.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SIGNED_IN");
    }

    private Browser settingUp() {
        reset();
        Browser martas = browser();
        assertThat(martas.signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        return martas;
    }

    private void reset() {
        Person ada = people.active(mfa, organization, Role.ADMINISTRATOR);
        assertThat(reset(signedIn(ada), ada, "k" + marta.id(), marta).status()).isEqualTo(202);
    }
}
