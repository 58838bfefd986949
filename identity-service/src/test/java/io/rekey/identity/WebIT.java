package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, headers, cookies and errors of the public API. */
class WebIT extends RunningIdentity {

    private static final String PASSWORD = "{\"username\":\"marta\",\"password\":\"wrong horse\"}";

    /** R41, A15. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/sign-in | {'username':'m','password':'p','roles':['OPERATOR']}",
                "/api/v1/sign-in | {'username':'m','password':'p','epoch':1}",
                "/api/v1/sign-in/second-factor | {'code':'1','trustBrowser':false,'userId':'u-1'}",
                "/api/v1/sign-in/second-factor | {'code':'1','trustBrowser':false,'timestamp':1}",
                "/api/v1/sign-in/backup-code | {'code':'1','level':'USER'}",
                "/api/v1/set-up | {'link':'x','password':'p','userId':'u-1'}",
                "/api/v1/set-up/authenticator | {'provider':'google','secret':'AAAA'}",
                "/api/v1/set-up/authenticator/confirmation | {'code':'1','enrollmentId':'e-1'}"
            })
    void refusesFieldsThatItDoesNotKnow(String path, String body) {
        Answer answer = browser().send("POST", path, body.replace('\'', '"'), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    void refusesTheOneFieldMoreAndTakesTheRest() {
        Browser adas = signedIn(administrator());
        Map<String, Object> invitation = new LinkedHashMap<>(
                Map.of("username", "w" + java.util.UUID.randomUUID(), "email", "w@example.org", "displayName", "W"));
        for (String extra : List.of("status", "passwordHash", "organizationId", "epoch", "roles", "id")) {
            Map<String, Object> more = new LinkedHashMap<>(invitation);
            more.put(extra, "x");
            assertThat(adas.post("/api/v1/users", more).status()).as(extra).isEqualTo(400);
        }
        assertThat(adas.post("/api/v1/users", invitation).status()).isEqualTo(201);
    }

    /** A21: the form trick. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "text/csv",
                "application/octet-stream"
            })
    void refusesEveryOtherKindOfContent(String type) {
        assertThat(browser()
                        .send("POST", "/api/v1/sign-in", PASSWORD, Map.of("Content-Type", type))
                        .status())
                .isEqualTo(415);
        assertThat(browser()
                        .send("POST", "/api/v1/sign-in", PASSWORD, Map.of("Content-Type", "application/json"))
                        .status())
                .isEqualTo(401);
    }

    /** R26, R77. */
    @Test
    void sendsTheHeadersOfACarefulSiteWithEveryAnswer() {
        for (Answer answer : List.of(
                signedIn(user()).get("/api/v1/session"),
                browser().get("/api/v1/session"),
                browser().signIn("nobody", "wrong horse"))) {
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                            .doesNotContain("unsafe", "*"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    /** R75. */
    @Test
    void setsCookiesThatNoScriptAndNoOtherSiteCanUse() {
        Person marta = user();
        Browser browser = browser();
        List<String> set = new ArrayList<>(browser.signIn(marta).headers().allValues("Set-Cookie"));
        set.addAll(browser.codeAndTrust(mfa.codeFor(marta.id())).headers().allValues("Set-Cookie"));
        set.addAll(browser.delete("/api/v1/session").headers().allValues("Set-Cookie"));
        assertThat(set)
                .extracting(cookie -> cookie.split("=")[0])
                .contains(Browser.FLOW, Browser.SESSION, Browser.DEVICE);
        assertThat(set)
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-")
                        .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Domain"));
        assertThat(set.getLast()).startsWith(Browser.SESSION + "=;").contains("Max-Age=0");
    }

    @Test
    void keepsTokensOutOfBodies() {
        Person marta = user();
        Browser browser = browser();
        Answer started = browser.signIn(marta);
        assertThat(started.text()).doesNotContain(browser.cookie(Browser.FLOW));
        Answer signedIn = browser.codeAndTrust(mfa.codeFor(marta.id()));
        assertThat(signedIn.text())
                .doesNotContain(browser.cookie(Browser.SESSION))
                .doesNotContain(browser.cookie(Browser.DEVICE));
    }

    /** R83, W11: nothing of the inside, whatever kind of answer is asked for. */
    @Test
    void saysNothingOfItsInsideInErrors() {
        Browser martas = signedIn(user());
        List<Answer> errors = new ArrayList<>();
        for (String accept : List.of("application/json", "text/html", "image/png", "x")) {
            Map<String, String> headers = Map.of("Accept", accept);
            errors.add(martas.send("GET", "/api/v1/users", null, headers));
            errors.add(martas.send("GET", "/api/v1/nothing", null, headers));
            errors.add(martas.send("PATCH", "/api/v1/session", null, headers));
            errors.add(martas.send("POST", "/api/v1/sign-in", "{", headers));
            errors.add(martas.send("POST", "/api/v1/sign-in", "{\"username\":{}}", headers));
            errors.add(martas.send("POST", "/api/v1/sign-in", "x".repeat(3_000_000), headers));
            errors.add(martas.send("GET", "/api/v1/sign-in", null, headers));
            errors.add(martas.send("GET", "/api/v1/session%2f..%00", null, headers));
            errors.add(martas.send("GET", "/" + "x".repeat(9_000), null, headers));
        }
        assertThat(errors).allSatisfy(error -> {
            assertThat(error.status()).as(error.text()).isBetween(400, 499);
            assertThat(error.text())
                    .doesNotContainIgnoringCase(
                            "exception",
                            "io.rekey",
                            "springframework",
                            "java.",
                            "tomcat",
                            "jackson",
                            "stacktrace",
                            "\tat ");
        });
    }
}
