package io.rekey.identity.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** A call is what its method says and nothing else says: no other verb gets there, no header turns one into another. */
class VerbTamperingIT extends TriedRoutes {

    private static final List<String> CHANGING = List.of("POST", "PUT", "PATCH", "DELETE", "TRACE");
    private static final List<String> OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method");

    @Test
    void refusesEveryVerbThatARouteDoesNotHave() {
        withEveryRoute(one -> {
            String path = one.route().path(one.target().id());
            for (String verb : CHANGING) {
                if (!servedAt(path).contains(verb)) {
                    Answer answer = one.browser().send(verb, path, "{}", Map.of());
                    assertThat(answer.status())
                            .as("%s %s: %s", verb, path, answer.text())
                            .isIn(403, 404, 405);
                    if (answer.status() == 405 && !verb.equals("TRACE")) {
                        assertProblem(answer, verb + " " + path, 405, "method-not-allowed");
                        assertThat(answer.headers().firstValue("Allow")).isPresent();
                    }
                }
            }
        });
    }

    @Test
    void letsNoHeaderTurnOneVerbIntoAnother() {
        withEveryRoute(one -> {
            String path = one.route().path(one.target().id());
            Map<String, String> overridden = new HashMap<>();
            OVERRIDES.forEach(header -> overridden.put(header, one.route().method()));
            for (String verb : List.of("GET", "POST")) {
                if (!servedAt(path).contains(verb)) {
                    String disguised = path + "?_method=" + one.route().method();
                    Answer answer = one.browser().send(verb, disguised, verb.equals("GET") ? null : "{}", overridden);
                    assertThat(answer.status())
                            .as("%s as %s", one.route(), verb)
                            .isIn(403, 404, 405);
                }
            }
        });
    }

    /** What TRACE would give back are the cookies that no script may see. */
    @Test
    void echoesNothing() {
        withEveryRoute(one -> {
            Answer answer = one.browser().send("TRACE", one.route().path("x"), null, Map.of("X-Sent", "x-sent-x"));
            assertThat(answer.status()).isIn(403, 405);
            assertThat(answer.text()).doesNotContain("x-sent-x", "rekey-session");
        });
    }

    private Set<String> servedAt(String path) {
        return Route.all(mappings).stream()
                .filter(route ->
                        PathPatternParser.defaultInstance.parse(route.pattern()).matches(PathContainer.parsePath(path)))
                .map(Route::method)
                .collect(Collectors.toSet());
    }
}
