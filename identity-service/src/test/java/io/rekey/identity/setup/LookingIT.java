package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opening the link and looking at its pages: harmless, however often and by whomever. */
class LookingIT extends MailedLinks {

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
}
