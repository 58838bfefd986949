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
import org.junit.jupiter.api.Test;

/** Recovery by the mailed link alone, where an organization has decided so for a role; by link and password everywhere else. */
class LinkAloneIT extends MailedLinks {

    private static final String TRUSTING = "trusting";

    @Test
    void opensTheSetUpWithoutAPassword() {
        Person marta = resetIn(trusting(), Role.USER);
        Browser martas = browser();
        assertThat(open(martas, mailedLink(marta)).string("state")).isEqualTo("ENROLLMENT_REQUIRED");
        martas.begin("google");
        assertThat(martas.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(martas.isSignedIn()).as("a link alone never signs in").isFalse();
        assertThat(browser().signIn(marta.username(), "wrong horse").status()).isEqualTo(401);
        assertThat(browser().signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void skipsTheStepOnThePages() {
        Person marta = resetIn(trusting(), Role.USER);
        PageBrowser at = opened(marta);
        assertThat(at.page().select("a[href=/set-up/password]")).isEmpty();
        assertThat(at.page().select(".rk-numbered li")).hasSize(2);
        at.go("/set-up/password");
        assertThat(at.page().select("input[type=password]")).isEmpty();
        at.submit(Map.of());
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
        at.submit(Map.of("provider", "google")).submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(codes(at)).hasSize(10);
    }

    @Test
    void burnsNoLinkByOpeningIt() {
        Person marta = resetIn(trusting(), Role.USER);
        String link = mailedLink(marta);
        for (int i = 0; i < 3; i++) {
            assertThat(open(browser(), link).status()).isEqualTo(200);
        }
        assertThat(throughByPost(link)).isEqualTo("SET_UP");
        assertThat(open(browser(), link).status()).as("used").isEqualTo(410);
    }

    /** The standard: link and password. */
    @Test
    void needsThePasswordWhereNothingElseWasDecided() {
        Person marta = resetUser();
        String link = mailedLink(marta);
        Answer refused = open(browser(), link);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("password-missing");
        assertThat(read(marta).guesses().count()).isZero();
        assertThat(opened(marta).page().select("a.rk-btn-primary").attr("href")).isEqualTo("/set-up/password");
        assertThat(browser().openLink(link, marta.password()).string("state")).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void needsItFromRolesOfWhichItWasNotDecided() {
        Person sam = resetIn(trusting(), Role.SUPPORT);
        String link = mailedLink(sam);
        assertThat(open(browser(), link).problem()).isEqualTo("password-missing");
        assertThat(browser().openLink(link, "wrong horse").status()).isEqualTo(401);
        assertThat(browser().openLink(link, sam.password()).string("state")).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void letsAnInvitedPersonChooseAPasswordAllTheSame() {
        Person invited = people.invited(trusting(), Role.USER);
        String link = invitation(invited);
        assertThat(open(browser(), link).problem()).isEqualTo("password-missing");
        PageBrowser at = new PageBrowser(browser(), "/set-up/" + link);
        at.go("/set-up/password");
        assertThat(at.page().select("input[type=password]")).hasSize(2);
        assertThat(browser().openLink(link, "a long enough one").string("state"))
                .isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void opensNothingForASuspendedAccount() {
        String organization = trusting();
        Person marta = resetIn(organization, Role.USER);
        String link = mailedLink(marta);
        Person ada = people.active(mfa, organization, Role.ADMINISTRATOR);
        signedIn(ada).send("PUT", "/api/v1/users/" + marta.id() + "/suspension", null, Map.of());
        assertThat(open(browser(), link).status()).isEqualTo(422);
        assertThat(browser().openLink(link, marta.password()).status()).isEqualTo(401);
    }

    /** The policy is read when the link is opened, not when it was sent. */
    @Test
    void needsItAgainAsSoonAsThePolicyDoes() {
        String organization = "trusting-for-now";
        people.organization(organization, People.EASY.replace("{", "{\"linkAloneRoles\": [\"USER\"],"));
        Person marta = resetIn(organization, Role.USER);
        PageBrowser at = opened(marta);
        decide(mongo, organization, "linkAloneRoles", List.of());
        at.submit(Map.of());
        assertThat(at.status()).isEqualTo(422);
        assertThat(at.page().select("input[type=password]")).hasSize(1);
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
    }

    private String trusting() {
        people.organization(TRUSTING, People.EASY.replace("{", "{\"linkAloneRoles\": [\"USER\"],"));
        return TRUSTING;
    }

    private Person resetIn(String organization, Role role) {
        Person target = people.active(mfa, organization, role);
        Person ada = people.active(mfa, organization, Role.ADMINISTRATOR);
        assertThat(reset(signedIn(ada), ada, "k" + target.id(), target).status())
                .isEqualTo(202);
        return target;
    }

    private static Answer open(Browser at, String link) {
        return at.post("/api/v1/set-up", Map.of("link", link));
    }

    private String throughByPost(String link) {
        Browser martas = browser();
        open(martas, link);
        martas.begin("google");
        return martas.confirm(MfaStandIn.FIRST_CODE).state();
    }
}
