package io.rekey.identity.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.Users;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Tries something with every route of the API, each with an operator and a target of its own: nobody may do more. */
abstract class TriedRoutes extends RunningIdentity {

    /** What the relay of events takes away in its own time. */
    private static final Set<String> RELAYED = Set.of("outbox", "pending");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    JsonMapper json;

    /** One route, and who tries it on whom. */
    final class Try {

        private final Route route;
        private final Person operator = people.active(mfa, ACME, Role.OPERATOR);
        private final Person target = people.active(mfa, ACME, Role.USER);
        private final Browser browser = signedIn(operator);

        Try(Route route) {
            this.route = route;
        }

        Route route() {
            return route;
        }

        Browser browser() {
            return browser;
        }

        Person target() {
            return target;
        }

        SampleJson sample() {
            return new SampleJson(route.body().orElseThrow(), json);
        }

        Answer send(@Nullable String body) {
            return send(body, Map.of());
        }

        Answer send(@Nullable String body, Map<String, String> more) {
            Map<String, String> headers = new HashMap<>(more);
            headers.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
            return route.send(browser, target.id(), body, headers);
        }

        /** Everything that a body could have changed, as text. */
        private String world() {
            List<Document> all = mongo.findAll(Document.class, "organizations");
            all.add(stored(operator));
            all.add(stored(target));
            all.forEach(document -> document.keySet().removeAll(RELAYED));
            return all + " " + mongo.count(new Query(), Users.COLLECTION);
        }
    }

    /** Tries all routes that read JSON, and looks whether anything changed. */
    void withEveryJsonRoute(Consumer<Try> attempt) {
        List<Route> routes = Route.withJson(mappings);
        assertThat(routes).hasSizeGreaterThan(8);
        routes.forEach(route -> unchanged(new Try(route), attempt));
    }

    /** Tries all routes, and looks whether anything changed. */
    void withEveryRoute(Consumer<Try> attempt) {
        List<Route> routes = Route.all(mappings);
        assertThat(routes).hasSizeGreaterThan(20);
        routes.forEach(route -> unchanged(new Try(route), attempt));
    }

    private static void unchanged(Try one, Consumer<Try> attempt) {
        String before = one.world();
        attempt.accept(one);
        assertThat(one.world()).as("after %s", one.route()).isEqualTo(before);
    }

    /** RFC 9457: a document with a type of ours and a sentence; nothing of our inside, and nothing of what was sent. */
    static void assertProblem(Answer answer, String what, int status, String... types) {
        assertThat(answer.status()).as("%s: %s", what, answer.text()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
        assertThat(answer.problem()).as(what).isIn((Object[]) types);
        assertThat(answer.string("type")).as(what).startsWith("urn:rekey:");
        assertThat(answer.string("detail")).as(what).isNotBlank().endsWith(".");
        assertThat(answer.text())
                .as(what)
                .doesNotContain("io.rekey", "java.", "Exception", "jackson", "$ne", "x-sent-x");
    }
}
