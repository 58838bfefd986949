package io.rekey.identity.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.RunningIdentity;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that shows the description, and tries it out. */
class SwaggerUiIT extends RunningIdentity {

    private static final String PAGE = "/swagger-ui/index.html";

    @Test
    void isFoundAtItsShortAddress() {
        Answer answer = browser().get("/swagger-ui");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains(PAGE);
    }

    @Test
    void loadsWithAllThatItNeedsFromHere() {
        Document page = Jsoup.parse(browser().get(PAGE).text());
        List<String> assets = page.select("script[src], link[href]").stream()
                .map(element -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
                .toList();
        assertThat(assets).hasSizeGreaterThan(4).allSatisfy(asset -> {
            assertThat(asset).doesNotContain("//");
            Answer answer = browser().get("/swagger-ui/" + asset.replaceFirst("^\\./", ""));
            assertThat(answer.status()).as(asset).isEqualTo(200);
            assertThat(answer.text()).as(asset).isNotEmpty();
        });
        assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
        assertThat(page.select("[^on]")).isEmpty();
    }

    @Test
    void showsTheDescriptionThatIsHere() {
        String script = browser().get("/swagger-ui/swagger-initializer.js").text();
        assertThat(script).contains("\"configUrl\" : \"/api/openapi.json/swagger-config\"");
        Answer settings = browser().get("/api/openapi.json/swagger-config");
        assertThat(settings.status()).isEqualTo(200);
        assertThat(settings.string("url")).isEqualTo("/api/openapi.json");
        assertThat(settings.string("validatorUrl")).as("nobody else sees it").isEmpty();
        assertThat(settings.string("oauth2RedirectUrl")).startsWith(ORIGIN);
    }

    /** R77: scripts of its own alone, and no other page's policy is looser for it. */
    @Test
    void hasAPolicyOfItsOwn() {
        for (String path : List.of("/swagger-ui", PAGE, "/swagger-ui/swagger-ui-bundle.js", "/swagger-ui/nothing")) {
            assertThat(browser().get(path).headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
        }
        for (String path : List.of("/", "/api/openapi.json", "/swagger-uix/index.html", "/api/v1/session")) {
            assertThat(browser().get(path).headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("script-src", "connect-src"));
        }
        Answer page = browser().get(PAGE);
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    }

    /** What the page does: the browser says that it is same-origin, and the cookie goes along. */
    @Test
    void triesThingsOutAsWhoIsSignedIn() {
        Browser martas = signedIn(user());
        Map<String, String> asBrowsersDo = Map.of("Origin", ORIGIN, "Sec-Fetch-Site", "same-origin");
        assertThat(martas.send("GET", "/api/v1/session", null, asBrowsersDo).status())
                .isEqualTo(200);
        assertThat(martas.send("DELETE", "/api/v1/session", null, asBrowsersDo).status())
                .isEqualTo(204);
    }

    /** O01. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/v2/api-docs",
                "/api/openapi.json.yaml",
                "/api/openapi.yaml",
                "/swagger-ui.html",
                "/swagger-uix/index.html",
                "/swagger-resources",
                "/webjars/swagger-ui/index.html",
                "/webjars/swagger-ui/5.32.14/index.html",
                "/swagger-ui/../api-docs",
                "/swagger-ui/package.json",
                "/swagger-ui/%2e%2e/%2e%2e/identity-service.yaml"
            })
    void showsNothingElseOfTheKind(String path) {
        assertThat(browser().get(path).status()).isIn(400, 401, 404);
        assertThat(browser()
                        .send("GET", path, null, Map.of("Accept", "text/html"))
                        .status())
                .isIn(400, 401, 404, 406);
    }

    @Test
    void isToBeReadAndOutsideAlone() {
        for (String path : List.of("/api/openapi.json", PAGE)) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                assertThat(browser().send(method, path, "{}", Map.of()).status())
                        .as(method + path)
                        .isIn(401, 403, 404, 405);
            }
            assertThat(new Browser(internalUrl()).get(path).status()).isEqualTo(404);
        }
    }
}
