package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.UserStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The whole way of a mailed link through the pages, as a browser goes it. */
class SetUpPagesIT extends RunningIdentity {

    private static final String LINK = "__Host-rekey-link";

    // The way that everybody goes.

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

    // Looking.

    @Test
    void takesTheTokenOutOfTheAddressBarAtOnce() {
        Person marta = resetUser();
        Browser.Answer answer = html(browser(), "GET", "/set-up/" + mailedLink(marta));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/set-up");
        assertThat(answer.text()).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith(LINK + "=")
                .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=900;");
    }

    @Test
    void changesNothingHoweverOftenItIsLookedAt() {
        Person marta = resetUser();
        String link = mailedLink(marta);
        var before = stored(marta);
        for (int i = 0; i < 20; i++) {
            for (String method : List.of("GET", "HEAD")) {
                Browser scanner = browser();
                assertThat(html(scanner, method, "/set-up/" + link).status()).isEqualTo(303);
                for (String path : List.of("/set-up", "/set-up/password", "/set-up/authenticator", "/set-up/done")) {
                    html(scanner, method, path);
                }
            }
        }
        assertThat(stored(marta)).isEqualTo(before);
        assertThat(mfa.calls("/internal/enrollments")).isZero();
        assertThat(throughToCodes(marta)).hasSize(10);
    }

    /** A scanner that presses buttons has no password (L15): it burns neither the link nor a try. */
    @Test
    void aButtonPressedWithoutAPasswordCostsNothing() {
        Person marta = resetUser();
        PageBrowser scanner = opened(marta).go("/set-up/password");
        for (int i = 0; i < 10; i++) {
            scanner.submit(Map.of());
            assertThat(scanner.status()).isEqualTo(422);
            assertThat(scanner.refusal()).isEqualTo("Type your password.");
        }
        assertThat(read(marta).guesses().count()).isZero();
        assertThat(throughToCodes(marta)).hasSize(10);
    }

    @Test
    void everyPageIsStrictAboutWhatItLoads() {
        Person marta = resetUser();
        PageBrowser at = opened(marta);
        isStrict(at);
        isStrict(at.go("/set-up/password"));
        isStrict(at.submit(Map.of("password", People.PASSWORD)));
        isStrict(at.submit(Map.of("provider", "google")));
        isStrict(at.submit(Map.of("code", "000000")));
        isStrict(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)));
        isStrict(at.go("/set-up/done"));
    }

    private static void isStrict(PageBrowser at) {
        var headers = at.answer().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "script-src");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(at.page().select("script, style, [style], iframe, object, base"))
                .isEmpty();
        assertThat(at.page().select("[src], link[href], form[action]"))
                .allSatisfy(element -> assertThat(element.attr("src") + element.attr("href") + element.attr("action"))
                        .startsWith("/"));
        assertThat(at.page().text()).as("words without a message").doesNotContain("??");
        assertThat(at.page().select("html").attr("lang")).isEqualTo("en");
        assertThat(at.page().select("input:not([type=hidden]):not([type=radio]):not([type=checkbox])"))
                .allSatisfy(input -> assertThat(at.page().select("label[for=" + input.id() + "]"))
                        .hasSize(1));
    }

    // Refusals, each on the page that it is about.

    @Test
    void refusesAWrongPasswordAndTakesTheRightOne() {
        Person marta = resetUser();
        PageBrowser at = opened(marta).go("/set-up/password").submit(Map.of("password", "not this one"));
        assertThat(at.status()).isEqualTo(401);
        assertThat(at.refusal()).isEqualTo("That password did not match. Try again.");
        assertThat(at.answer().text()).doesNotContain("not this one");
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
    }

    @Test
    void pausesAfterTooManyTriesAndGoesOnLater() {
        Person marta = resetUser();
        PageBrowser at = opened(marta).go("/set-up/password");
        for (int i = 0; i < 12; i++) {
            at.submit(Map.of("password", "not this one"));
        }
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.status()).isEqualTo(429);
        assertThat(at.refusal()).startsWith("Too many tries.");
        clock.advance(Duration.ofMinutes(16));
        at.submit(Map.of("password", People.PASSWORD));
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
    }

    @Test
    void refusesAWrongCodeBesideTheSameKeyAndTakesTheRightOne() {
        PageBrowser at = withKey(resetUser());
        String key = at.page().select(".rk-secret").text();
        at.submit(Map.of("code", "000000"));
        assertThat(at.status()).isEqualTo(422);
        assertThat(at.refusal()).startsWith("That code was not right.");
        assertThat(at.page().select(".rk-secret").text()).isEqualTo(key);
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
    }

    @Test
    void whatIsNoCodeCostsNoTry() {
        PageBrowser at = withKey(resetUser());
        int before = mfa.evaluatedGuesses();
        at.submit(Map.of("code", " "));
        assertThat(at.refusal()).isEqualTo("Type the six digits that the app shows.");
        assertThat(mfa.evaluatedGuesses()).isEqualTo(before);
    }

    @Test
    void saysSoWhenSecondFactorsCannotBeAsked() {
        PageBrowser at = chosen(resetUser());
        mfa.switchOff();
        at.submit(Map.of("provider", "google"));
        assertThat(at.status()).isEqualTo(503);
        assertThat(at.refusal()).startsWith("Nothing was changed. Second factors cannot be checked right now.");
        assertThat(at.heading()).isEqualTo("Pick your authenticator app");
        mfa.switchOn();
        at.submit(Map.of("provider", "google"));
        mfa.switchOff();
        at.submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(at.status()).isEqualTo(503);
        assertThat(at.heading()).isEqualTo("Add your authenticator");
        mfa.switchOn();
        assertThat(codes(at.submit(Map.of("code", MfaStandIn.FIRST_CODE)))).hasSize(10);
    }

    @Test
    void aResetInBetweenSaysStartAgain() {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        resetBySomebody(marta);
        at.submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(at.status()).isEqualTo(409);
        assertThat(at.refusal()).endsWith("Start again.");
        assertThat(at.page().select(".rk-secret, .rk-codes")).isEmpty();
        assertThat(throughToCodes(marta)).as("by the new link").hasSize(10);
    }

    @Test
    void startingAgainInTheSameBrowserDoesNotWaitForItself() {
        Person marta = resetUser();
        PageBrowser at = withKey(marta);
        PageBrowser elsewhere = chosen(marta).submit(Map.of("provider", "authy"));
        assertThat(elsewhere.status()).isEqualTo(409);
        assertThat(elsewhere.refusal()).startsWith("Another set-up of this account is under way.");
        at.go("/set-up/password")
                .submit(Map.of("password", People.PASSWORD))
                .submit(Map.of("provider", "authy"))
                .submit(Map.of("code", MfaStandIn.FIRST_CODE));
        assertThat(codes(at)).hasSize(10);
    }

    @Test
    void aDeadLinkSaysWhatToDo() {
        Person marta = resetUser();
        String link = mailedLink(marta);
        assertThat(throughToCodes(marta)).hasSize(10);
        for (String dead : List.of(link, link + "x", "nonsense", "x%20y")) {
            PageBrowser at = new PageBrowser(browser(), "/set-up/" + dead);
            assertThat(at.status()).as(dead).isEqualTo(410);
            assertThat(at.refusal()).contains("ask your help desk for a new mail");
            assertThat(at.form()).isEmpty();
        }
        assertThat(new PageBrowser(browser(), "/set-up").heading()).isEqualTo("Open the link in your mail");
    }

    @Test
    void anExpiredLinkIsDeadAndOneInTimeIsNot() {
        Person marta = resetUser();
        PageBrowser at = opened(marta);
        clock.advance(Duration.ofMinutes(59));
        assertThat(at.go("/set-up").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(at.go("/set-up").status()).isEqualTo(410);
    }

    // Several tabs, several sends, other sites.

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

    @Test
    void leadsNowhereButToItsOwnPages() {
        PageBrowser at = opened(resetUser()).go("/set-up/password");
        for (String elsewhere : List.of("//evil.example", "https:evil.example", "\\evil", "javascript:alert(1)")) {
            Browser.Answer answer = at.go("/set-up/password")
                    .post(Map.of("password", People.PASSWORD, "next", elsewhere, "returnTo", elsewhere));
            assertThat(answer.headers().firstValue("Location")).hasValue("/set-up/authenticator");
        }
    }

    // Whom this is about, and how far they have come.

    private Person resetUser() {
        Person marta = user();
        resetBySomebody(marta);
        return marta;
    }

    private PageBrowser opened(Person person) {
        return new PageBrowser(browser(), "/set-up/" + mailedLink(person));
    }

    private PageBrowser chosen(Person person) {
        return opened(person).go("/set-up/password").submit(Map.of("password", People.PASSWORD));
    }

    private PageBrowser withKey(Person person) {
        return chosen(person).submit(Map.of("provider", "google"));
    }

    private List<String> throughToCodes(Person person) {
        return codes(withKey(person).submit(Map.of("code", MfaStandIn.FIRST_CODE)));
    }

    private static List<String> codes(PageBrowser at) {
        return at.page().select(".rk-codes li").eachText();
    }

    private String invitation(Person invited) {
        String address = ticket(invited, "invitation", 1, 0).string("link");
        return address.substring((ORIGIN + "/set-up/").length());
    }

    private static Browser.Answer html(Browser browser, String method, String path) {
        return browser.send(method, path, null, Map.of("Accept", "text/html"));
    }

    private static Browser.Answer sent(PageBrowser at, String body, Map<String, String> from) {
        Map<String, String> headers = new java.util.HashMap<>(from);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "text/html");
        return at.browser().send("POST", "/set-up/password", body, headers);
    }
}
