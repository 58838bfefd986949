package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.AllowServices;
import io.rekey.identity.user.Role;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * R33, R36: every route that Spring knows, with every role, about the own organization and a foreign one. A new route
 * without a rule fails here, and in operation it is refused.
 */
class RouteRulesIT extends RunningIdentity {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mapping;

    private record Route(String method, String pattern, String contentType, Annotation rule) {

        /** The route about a user, and about nothing else that exists. */
        String about(Person person) {
            return pattern.replaceAll("\\{userId[^}]*}", person.id())
                    .replaceAll("\\{id[^}]*}", person.id())
                    .replaceAll("\\{[^}]+}", "x-none");
        }

        boolean isAbout(String variable) {
            return pattern.contains("{" + variable);
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @Test
    void everyRouteHasARule() {
        List<String> without = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (isOurs(handler) && RouteRules.ruleOf(handler).isEmpty()) {
                without.add(info + " " + handler);
            }
        });
        assertThat(without).isEmpty();
    }

    @Test
    void nobodyWhoIsNotSignedInGetsPastARule() {
        for (Route route : guarded()) {
            Browser.Answer answer = ask(browser(), route, user());
            assertThat(answer.status()).as(route.toString()).isEqualTo(401);
            assertThat(answer.problem()).as(route.toString()).isEqualTo("not-signed-in");
        }
    }

    @Test
    void everyRoleGetsPastExactlyTheRulesThatLetItAndReachesNobodyElsewhere() {
        Map<Role, Browser> browsers = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            browsers.put(role, signedIn(people.active(mfa, ACME, role)));
        }
        Person own = user();
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        for (Route route : guarded()) {
            browsers.forEach((role, browser) -> {
                String what = role + " " + route;
                Browser.Answer answer = ask(browser.twin(), route, own);
                assertThat(isRefusedByRule(answer))
                        .as(what + ": " + answer.text())
                        .isEqualTo(!lets(route.rule(), role));
                assertThat(answer.status()).as(what + ": " + answer.text()).isLessThan(500);
                if (route.isAbout("userId") || route.isAbout("id}")) {
                    Browser.Answer there = ask(browser.twin(), route, foreign);
                    assertThat(there.status())
                            .as(what + " elsewhere: " + there.text())
                            .isIn(400, 403, 404, 415, 422);
                }
            });
        }
        assertThat(read(foreign).epoch()).isEqualTo(1);
        assertThat(read(foreign).status().name()).isEqualTo("ACTIVE");
    }

    @Test
    void answersTheSameForForeignAndUnknownPeople() {
        Browser adas = signedIn(administrator());
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Person unknown = new Person("u-nobody", ACME, "nobody", "x", "e-nobody");
        for (Route route : guarded()) {
            if (route.isAbout("userId") && lets(route.rule(), Role.ADMINISTRATOR)) {
                Browser.Answer there = ask(adas, route, foreign);
                Browser.Answer nowhere = ask(adas, route, unknown);
                assertThat(there.status()).as(route.toString()).isEqualTo(nowhere.status());
                assertThat(there.text().replace(foreign.id(), "*"))
                        .as(route.toString())
                        .isEqualTo(nowhere.text().replace(unknown.id(), "*"));
            }
        }
    }

    private List<Route> guarded() {
        List<Route> routes = mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> isOurs(entry.getValue()))
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .filter(route -> !(route.rule() instanceof AllowEverybody || route.rule() instanceof AllowServices))
                .filter(route ->
                        !route.toString().equals("DELETE /api/v1/session")) // would end what the test asks with
                .toList();
        assertThat(routes).hasSizeGreaterThan(25);
        return routes;
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        Annotation rule = RouteRules.ruleOf(handler).orElseThrow();
        String contentType = info.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .map(MediaType::toString)
                .orElse("application/json");
        return info.getMethodsCondition().getMethods().stream()
                .flatMap(method -> info.getPatternValues().stream()
                        .map(pattern -> new Route(method.name(), pattern, contentType, rule)));
    }

    private static boolean isOurs(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("io.rekey.");
    }

    private static boolean lets(Annotation rule, Role role) {
        return switch (rule) {
            case AllowOperator operator -> role == Role.OPERATOR;
            case AllowPermission needed -> Arrays.stream(needed.value()).anyMatch(role.permissions()::contains);
            default -> true;
        };
    }

    /** Not a refusal of the handler's own, which says what is wrong with the request. */
    private static boolean isRefusedByRule(Browser.Answer answer) {
        return answer.status() == 403 && answer.string("detail").contains("another role or permission");
    }

    private static Browser.Answer ask(Browser browser, Route route, Person about) {
        String body = route.method().equals("GET") || route.method().equals("DELETE") ? null : "{}";
        return browser.send(
                route.method(),
                route.about(about),
                body,
                Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Content-Type", route.contentType()));
    }
}
