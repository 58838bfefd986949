package io.rekey.identity.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.RunningIdentity;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The first page, the pages of errors, the style: for people. Programs go on getting problem documents. */
class PagesIT extends RunningIdentity {

    @Test
    void theBareAddressSaysWhatRunsHere() {
        Browser.Answer answer = html("GET", "/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(page(answer).select("h1").text()).isEqualTo("Rekey is running here");
        assertThat(page(answer).text()).contains("/api/v1");
    }

    @Test
    void aLanguageIsOneMoreFile() {
        Browser.Answer other = spoken("eo;q=0.9, en;q=0.5", "/");
        assertThat(page(other).select("html").attr("lang")).isEqualTo("eo");
        assertThat(other.headers().firstValue("Content-Language")).hasValue("eo");
        assertThat(page(other).select("h1").text()).isEqualTo("Rekey funkcias ĉi tie");
        assertThat(page(other).text()).as("what it lacks").contains("The API answers at");
        assertThat(page(spoken("eo", "/set-up/no%20token")).select("#refusal").text())
                .isEqualTo("Ĉi tiu ligilo ne plu funkcias.");
    }

    @Test
    void aLanguageThatIsNotThereIsEnglishAndSaysSo() {
        Browser.Answer answer = spoken("tlh", "/");
        assertThat(page(answer).select("html").attr("lang")).isEqualTo("en");
        assertThat(answer.headers().firstValue("Content-Language")).hasValue("en");
    }

    @Test
    void whatIsNotThereIsAPageForPeopleAndAProblemForPrograms() {
        for (String path : List.of("/nope", "/assets/nope.css", "/set-up/a/b", "/favicon.ico")) {
            Browser.Answer answer = html("GET", path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(page(answer).select("h1").text()).isEqualTo("There is nothing here");
            isClean(answer);
        }
        assertThat(json("GET", "/nope").status()).isEqualTo(401);
        assertThat(json("GET", "/nope").problem()).isEqualTo("not-signed-in");
        assertThat(json("GET", "/assets/nope.css")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("application/problem+json");
        assertThat(html("GET", "/api/v1/users").problem())
                .as("the API, whoever asks")
                .isEqualTo("not-signed-in");
    }

    @Test
    void aMethodThatIsNotThereIsAPageForPeopleAndAProblemForPrograms() {
        for (String path : List.of("/", "/set-up", "/set-up/password")) {
            Browser.Answer answer = html("DELETE", path);
            assertThat(answer.status()).as(path).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
            assertThat(page(answer).select("h1").text()).isEqualTo("That cannot be done here");
            isClean(answer);
        }
        Browser.Answer forPrograms = json("DELETE", "/set-up");
        assertThat(forPrograms.status()).isEqualTo(405);
        assertThat(forPrograms.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void aDefectIsAPageThatTellsNothingOfTheInside() {
        Browser.Answer answer = html("GET", "/error");
        assertThat(page(answer).select("h1").text()).isEqualTo("Something went wrong on our side");
        isClean(answer);
    }

    @Test
    void styleIsKeptForEverUnderAnAddressThatChangesWithIt() {
        List<String> addresses = page(html("GET", "/")).select("link[href]").eachAttr("href");
        assertThat(addresses).hasSize(3).allSatisfy(address -> {
            assertThat(address).matches("/assets/[a-z]+-[0-9a-f]{32}\\.(css|svg)");
            Browser.Answer answer = browser().get(address);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).isEqualTo("max-age=31536000, public");
            assertThat(answer.text())
                    .doesNotContain("url(", "@import", "<script")
                    .satisfies(text -> assertThat(address.endsWith("svg") || text.contains("--rk-"))
                            .isTrue());
        });
    }

    @Test
    void onlyStyleIsServedFromTheFolder() {
        for (String path : List.of("/assets/../home.html", "/assets/%2e%2e/home.html", "/assets/..%2fhome.html")) {
            assertThat(html("GET", path).text()).as(path).doesNotContain("th:replace");
        }
    }

    private static void isClean(Browser.Answer answer) {
        assertThat(answer.text())
                .doesNotContainPattern("(?i)exception|springframework|tomcat|whitelabel|at io\\.|java\\.|\\?\\?");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    private Browser.Answer html(String method, String path) {
        return browser().send(method, path, null, Map.of("Accept", "text/html,*/*;q=0.8"));
    }

    private Browser.Answer spoken(String languages, String path) {
        return browser().send("GET", path, null, Map.of("Accept", "text/html", "Accept-Language", languages));
    }

    private Browser.Answer json(String method, String path) {
        return browser().send(method, path, null, Map.of("Accept", "application/json"));
    }

    private static Document page(Browser.Answer answer) {
        return Jsoup.parse(answer.text());
    }
}
