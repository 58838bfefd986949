package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is internal is not there on the public port, and the other way round; inside nobody comes in without a token. */
class PortsIT extends RunningIdentity {

    private static final String STANDING = "/internal/users/u-nobody/enrollments/e-none/standing";

    @ParameterizedTest
    @ValueSource(
            strings = {
                STANDING,
                "/internal",
                "/internal/mail-tickets",
                "/%69nternal/users/u-1/enrollments/e-1/standing",
                "/internal;x=1/users/u-1/enrollments/e-1/standing",
                "//internal/users/u-nobody/enrollments/e-none/standing",
                "/./internal/users/u-nobody/enrollments/e-none/standing",
                "/api/../internal/users/u-nobody/enrollments/e-none/standing",
                "/actuator",
                "/actuator/health",
                "/actuator/env"
            })
    void hidesWhatIsInternalOnThePublicPort(String path) {
        Answer answer = browser().get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("standing", "UP");
    }

    @Test
    void hidesWhatIsPublicOnTheInternalPort() {
        Browser inside = new Browser(internalUrl());
        Person marta = user();
        assertThat(inside.signIn(marta).status()).isEqualTo(404);
        assertThat(inside.get("/api/v1/session").status()).isEqualTo(404);
        assertThat(inside.get("/set-up/x").status()).isEqualTo(404);
        assertThat(inside.get("/actuator/health").status()).isEqualTo(200);
        assertThat(browser().signIn(marta).status()).isEqualTo(200);
    }

    @Test
    void letsInAKnownServiceAlone() {
        assertThat(internal("mfa-service", "GET", STANDING, Map.of()).string("standing"))
                .isEqualTo("NONE");
        Map<String, Map<String, String>> strangers = new LinkedHashMap<>();
        strangers.put("no token", Map.of());
        strangers.put("garbage", Map.of("Authorization", "Bearer x.y.z"));
        strangers.put("empty", Map.of("Authorization", "Bearer "));
        strangers.put("basic", Map.of("Authorization", "Basic bWZhOm1mYQ=="));
        strangers.put("none", Map.of("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30."));
        strangers.forEach((who, headers) -> {
            Answer answer = new Browser(internalUrl()).send("GET", STANDING, null, headers);
            assertThat(answer.status()).as(who).isEqualTo(401);
            assertThat(answer.text()).as(who).isEmpty();
        });
        assertThat(internal("device-service", "GET", STANDING, Map.of()).status())
                .as("no peer of ours")
                .isEqualTo(401);
    }

    @Test
    void doesNotTakeASessionForAToken() {
        Browser ada = signedIn(administrator());
        Browser inside = new Browser(internalUrl()).cookie(Browser.SESSION, ada.cookie(Browser.SESSION));
        assertThat(inside.get(STANDING).status()).isEqualTo(401);
    }

    /** R84, O01. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/h2-console", "/.git/config"})
    void showsNothingElseInside(String path) {
        for (Browser any : List.of(browser(), new Browser(internalUrl()))) {
            assertThat(any.get(path).status()).as(path).isIn(401, 403, 404);
        }
    }

    @Test
    void showsPagesOutsideOnly() {
        assertThat(browser().get("/").status()).isEqualTo(200);
        assertThat(new Browser(internalUrl()).get("/").status()).isEqualTo(404);
    }

    @Test
    void tellsOfItsHealthNothingButTheWord() {
        Answer health = new Browser(internalUrl()).get("/actuator/health");
        assertThat(health.string("status")).isEqualTo("UP");
        assertThat(health.text()).doesNotContain("mongo", "details", "version");
    }
}
