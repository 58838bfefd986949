package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** R76, W01: no unsafe request that another site caused gets anywhere. */
class CrossSiteIT extends RunningIdentity {

    private static final List<Map<String, String>> FOREIGN = List.of(
            Map.of("Origin", "https://evil.example"),
            Map.of("Origin", "null"),
            Map.of("Origin", ORIGIN + ".evil.example"),
            Map.of("Origin", ORIGIN.replace("https", "http")),
            Map.of("Origin", ORIGIN + ":8443"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Origin", ORIGIN, "Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin"));

    private static final List<Map<String, String>> OWN = List.of(
            Map.of(),
            Map.of("Origin", ORIGIN),
            Map.of("Origin", ORIGIN, "Sec-Fetch-Site", "same-origin"),
            Map.of("Sec-Fetch-Site", "none"));

    private record Route(String method, String path) {}

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void refusesEveryUnsafeRouteToOtherSitesAndToNobodyElse() {
        List<Route> routes = unsafeRoutes();
        assertThat(routes).hasSizeGreaterThan(12);
        for (Route route : routes) {
            for (Map<String, String> headers : FOREIGN) {
                assertThat(send(route, headers)).as(route + " " + headers).isEqualTo(403);
            }
            for (Map<String, String> headers : OWN) {
                assertThat(send(route, headers)).as(route + " " + headers).isNotEqualTo(403);
            }
        }
    }

    @Test
    void changesNothingForAnotherSiteHoweverSignedInTheBrowserIs() {
        Person ada = administrator();
        Person marta = user();
        Browser adas = signedIn(ada);
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        Map<String, ?> order = Map.of("userIds", List.of(marta.id()), "reason", "r");
        Answer foreign = adas.post(
                "/api/v1/resets",
                order,
                Map.of("Idempotency-Key", "k", "Rekey-Step-Up", proof, "Origin", "https://evil.example"));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.text()).isEmpty();
        assertThat(read(marta).epoch()).isEqualTo(1);
        Answer own = adas.post(
                "/api/v1/resets", order, Map.of("Idempotency-Key", "k", "Rekey-Step-Up", proof, "Origin", ORIGIN));
        assertThat(own.status()).isEqualTo(202);
    }

    /** W07: no other site may read an answer either. */
    @Test
    void letsNoOtherSiteReadAnything() {
        Browser martas = signedIn(user());
        for (String method : List.of("GET", "OPTIONS")) {
            Answer answer = martas.send(
                    method,
                    "/api/v1/session",
                    null,
                    Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", "GET"));
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    private int send(Route route, Map<String, String> headers) {
        return browser().send(route.method(), route.path(), "{}", headers).status();
    }

    private List<Route> unsafeRoutes() {
        Set<RequestMethod> unsafe =
                Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE, RequestMethod.PATCH);
        List<Route> routes = new ArrayList<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> mapping.getMethodsCondition().getMethods().stream()
                                .filter(unsafe::contains)
                                .forEach(method ->
                                        routes.add(new Route(method.name(), path.replaceAll("\\{[^}]+}", "x"))))));
        return routes;
    }
}
