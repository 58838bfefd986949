package io.rekey.identity.setup;

import io.rekey.identity.Browser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads pages and fills in their forms, with the headers that a browser sends from a page that lets no Referer out. */
final class PageBrowser {

    private static final Map<String, String> LOOKING = Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    private final Browser browser;
    private Browser.Answer answer;

    PageBrowser(Browser browser, String path) {
        this.browser = browser;
        this.answer = browser.send("GET", path, null, LOOKING);
        follow();
    }

    private PageBrowser(Browser browser, Browser.Answer answer) {
        this.browser = browser;
        this.answer = answer;
    }

    /** The same page with the same cookies: what a second press of a button is sent from. */
    PageBrowser twin() {
        return new PageBrowser(browser.twin(), answer);
    }

    PageBrowser go(String path) {
        answer = browser.send("GET", path, null, LOOKING);
        return follow();
    }

    /** Sends the page's form as it stands, with these fields filled in. */
    PageBrowser submit(Map<String, String> fields) {
        post(fields);
        return follow();
    }

    /** The answer to the form itself, wherever it leads. */
    Browser.Answer post(Map<String, String> fields) {
        Element form = form().orElseThrow(() -> new AssertionError("no form on: " + answer.text()));
        Map<String, String> all = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(hidden -> all.put(hidden.attr("name"), hidden.attr("value")));
        all.putAll(fields);
        Map<String, String> headers = new LinkedHashMap<>(LOOKING);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Origin", "null");
        headers.put("Sec-Fetch-Site", "same-origin");
        answer = browser.send("POST", form.attr("action"), encoded(all), headers);
        return answer;
    }

    private PageBrowser follow() {
        for (int hops = 0; answer.status() == 303 && hops < 3; hops++) {
            String location = answer.headers().firstValue("Location").orElseThrow();
            answer = browser.send("GET", location, null, LOOKING);
        }
        return this;
    }

    Browser.Answer answer() {
        return answer;
    }

    int status() {
        return answer.status();
    }

    Browser browser() {
        return browser;
    }

    Document page() {
        return Jsoup.parse(answer.text());
    }

    Optional<Element> form() {
        return Optional.ofNullable(page().selectFirst("form"));
    }

    String heading() {
        return Objects.requireNonNull(page().selectFirst("h1"), answer.text()).text();
    }

    /** What is shown as refused; empty if nothing is. */
    String refusal() {
        return page().select("#refusal").text();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
