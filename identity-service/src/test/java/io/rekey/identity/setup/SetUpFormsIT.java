package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.user.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Forms that are sent twice, from another tab, from another site, or not in a form that can be read. */
@ExtendWith(OutputCaptureExtension.class)
class SetUpFormsIT extends MailedLinks {

    @Test
    void aFirstCodeSentTwiceEndsWithCodesThatCount() {
        PageBrowser at = withKey(resetUser());
        PageBrowser repeated = at.twin();
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
        assertThat(codes(repeated.submit(Map.of("code", MfaStandIn.FIRST_CODE))))
                .as("the answer that the browser shows")
                .hasSize(10);
        assertThat(repeated.submit(Map.of("saved", "true")).heading()).isEqualTo("You can sign in now");
    }

    @Test
    void aFirstCodeSentTwiceAtOnceEndsWithCodes() throws Exception {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        PageBrowser twin = at.twin();
        List<PageBrowser> both = List.of(at, twin);
        Race.of(both.stream()
                .<java.util.concurrent.Callable<PageBrowser>>map(
                        each -> () -> each.submit(Map.of("code", MfaStandIn.FIRST_CODE)))
                .toList());
        assertThat(both).allSatisfy(each -> assertThat(codes(each)).hasSize(10));
        assertThat(read(marta).liveFactors()).hasSize(1);
    }

    @Test
    void aResetAfterTheEndGivesNoMoreCodesToARepeatedCode() {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        PageBrowser repeated = at.twin();
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
        resetBySomebody(marta);
        repeated.submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.page().select(".rk-codes")).isEmpty();
    }

    @Test
    void withoutTheWordThatTheyAreSavedTheCodesStayOnTheScreen() {
        PageBrowser at = withKey(resetUser()).submit(Map.of("code", MfaStandIn.FIRST_CODE));
        PageBrowser unticked = at.twin();
        assertThat(unticked.post(Map.of()).status()).isEqualTo(204);
        assertThat(at.submit(Map.of("saved", "true")).heading()).isEqualTo("You can sign in now");
    }

    @Test
    void goingBackAfterTheEndShowsNothingSecret() {
        PageBrowser at = withKey(resetUser()).submit(Map.of("code", MfaStandIn.FIRST_CODE));
        at.submit(Map.of("saved", "true"));
        for (String path : List.of(
                "/set-up/backup-codes", "/set-up/authenticator/confirmation", "/set-up/authenticator", "/set-up")) {
            assertThat(at.go(path).page().select(".rk-codes, .rk-secret, .rk-qr"))
                    .isEmpty();
            assertThat(at.status()).isEqualTo(409);
        }
    }

    /** L25: all tabs of a browser share its cookies. */
    @Test
    void aFormOfAnotherPersonsTabIsRefused() {
        Person jun = people.invited(ACME, Role.USER);
        Person marta = people.invited(ACME, Role.USER);
        PageBrowser junsTab = new PageBrowser(browser(), "/set-up/" + invitation(jun)).go("/set-up/password");
        PageBrowser martasTab = new PageBrowser(junsTab.browser(), "/set-up/" + invitation(marta));
        junsTab.submit(Map.of("password", "the password of jun", "repeated", "the password of jun"));
        assertThat(junsTab.status()).isEqualTo(409);
        assertThat(junsTab.refusal()).startsWith("Nothing was changed. Another set-up was opened");
        assertThat(martasTab.browser().cookie(Browser.FLOW)).isNull();

        martasTab
                .go("/set-up/password")
                .submit(Map.of("password", "the password of marta", "repeated", "the password of marta"));
        assertThat(martasTab.heading()).isEqualTo("Pick your authenticator app");
    }

    @Test
    void aFormOfAnotherSiteIsRefusedAndOurOwnIsNot() {
        Person marta = resetUser();
        PageBrowser at = opened(marta).go("/set-up/password");
        String body = "tab=" + at.page().select("input[name=tab]").attr("value") + "&password="
                + People.PASSWORD.replace(' ', '+');
        for (Map<String, String> foreign : List.of(
                Map.of("Origin", "null", "Sec-Fetch-Site", "cross-site"),
                Map.of("Origin", "null", "Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "null", "Sec-Fetch-Site", "none"),
                Map.of("Origin", "null"),
                Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"),
                Map.of("Origin", "https://evil.example"))) {
            assertThat(sent(at, body, foreign).status()).as(foreign.toString()).isEqualTo(403);
        }
        assertThat(sent(at, body, Map.of("Origin", "null", "Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(303);
        assertThat(sent(at, body, Map.of("Origin", ORIGIN)).status()).isEqualTo(303);
    }

    /** W11: what cannot be read is the sender's fault, and a page that says so. */
    @Test
    void aFormThatCannotBeReadIsNoDefectAndIsNotLogged(CapturedOutput log) {
        PageBrowser at = opened(resetUser());
        Map<String, Integer> unreadable = Map.of("password=" + "x".repeat(1_100_000), 413, "password=secret%ZZ", 400);
        unreadable.forEach((body, status) -> {
            Browser.Answer answer = sent(at, body, Map.of("Origin", ORIGIN));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text())
                    .contains("That did not work")
                    .doesNotContainPattern("(?i)exception|tomcat|springframework");
        });
        Browser.Answer forPrograms = at.browser()
                .send(
                        "POST",
                        "/set-up/password",
                        "password=secret%ZZ",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(forPrograms.status()).isEqualTo(400);
        assertThat(forPrograms.problem()).isEqualTo("unreadable");
        assertThat(log.getAll()).doesNotContain("secret%ZZ", "defect");
        assertThat(sent(at, "password=readable", Map.of("Origin", ORIGIN)).status())
                .isEqualTo(409);
    }

    @Test
    void leadsNowhereButToItsOwnPages() {
        PageBrowser at = opened(resetUser()).go("/set-up/password");
        for (String elsewhere : List.of("//evil.example", "https:evil.example", "\\evil", "javascript:alert(1)")) {
            Browser.Answer answer = at.go("/set-up/password")
                    .post(Map.of("password", People.PASSWORD, "next", elsewhere, "returnTo", elsewhere));
            assertThat(answer.headers().firstValue("Location")).hasValue("/set-up/authenticator");
        }
    }
}
