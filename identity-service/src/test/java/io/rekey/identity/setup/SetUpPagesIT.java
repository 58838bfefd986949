package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.UserStatus;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The whole way of a mailed link through the pages, as a browser goes it. */
class SetUpPagesIT extends MailedLinks {

    @Test
    void leadsFromTheMailToBackupCodesAndASignIn() {
        Person marta = resetUser();
        PageBrowser at = opened(marta);
        assertThat(at.page().select("dl").text()).contains("Person " + marta.id(), marta.username());
        assertThat(at.page().select("a.rk-btn-primary").attr("href")).isEqualTo("/set-up/password");

        at.go("/set-up/password").submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
        assertThat(at.page().select("input[name=provider]").eachAttr("value"))
                .containsExactly("google", "authy", "duo_security");

        at.submit(Map.of("provider", "authy"));
        assertThat(at.page().select(".rk-qr[role=img] svg path")).hasSize(1);
        assertThat(at.page().select(".rk-secret").text()).startsWith("SECR ET");
        Element code = at.page().selectFirst("input[name=code]");
        assertThat(code).isNotNull();
        assertThat(code.attr("autocomplete")).isEqualTo("one-time-code");
        assertThat(code.attr("inputmode")).isEqualTo("numeric");

        at.submit(Map.of("code", "123 456"));
        assertThat(codes(at)).hasSize(10);
        assertThat(at.page().select("[role=status]").text()).startsWith("Authy is set up.");
        assertThat(at.page().selectFirst("input[name=saved]").hasAttr("required"))
                .isTrue();

        at.submit(Map.of("saved", "true"));
        assertThat(at.heading()).isEqualTo("You can sign in now");
        assertThat(at.browser().isSignedIn()).as("a link alone never signs in").isFalse();
        assertThat(at.browser().cookie(Browser.FLOW)).isNull();
        assertThat(at.browser().cookie(LINK)).isNull();
        assertThat(read(marta).reEnrolledEpoch()).isEqualTo(2);
    }

    @Test
    void letsAnInvitedPersonChooseAPassword() {
        Person invited = people.invited(ACME, Role.USER);
        PageBrowser at = new PageBrowser(browser(), "/set-up/" + invitation(invited));
        assertThat(at.heading()).isEqualTo("Set up your account");
        at.go("/set-up/password");
        assertThat(at.page().select("input[type=password]").eachAttr("autocomplete"))
                .containsOnly("new-password");

        at.submit(Map.of("password", "a long enough one", "repeated", "a long enough two"));
        assertThat(at.refusal()).startsWith("The two passwords are not the same.");
        at.submit(Map.of("password", "short", "repeated", "short"));
        assertThat(at.refusal()).isEqualTo("Choose a password of 8 to 256 characters.");
        assertThat(read(invited).status()).isEqualTo(UserStatus.INVITED);

        at.submit(Map.of("password", "a long enough one", "repeated", "a long enough one"))
                .submit(Map.of("provider", "google"))
                .submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(codes(at)).hasSize(10);
        assertThat(read(invited).status()).isEqualTo(UserStatus.ACTIVE);
        assertThat(browser().signIn(invited.username(), "a long enough one").state())
                .isEqualTo("SECOND_FACTOR_REQUIRED");
    }
}
