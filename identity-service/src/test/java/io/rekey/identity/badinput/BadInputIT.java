package io.rekey.identity.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import io.rekey.identity.badinput.SampleJson.Kind;
import io.rekey.identity.badinput.SampleJson.Place;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.user.User;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * R41, R42, R88, A15, A21: every call that reads JSON, found in Spring's own table, refuses whatever is not its own body,
 * and nothing changes.
 */
class BadInputIT extends TriedRoutes {

    private static final Set<String> MORE = Set.of(
            "role",
            "roles",
            "tenantId",
            "epoch",
            "emailVerified",
            "passwordHash",
            "approved",
            "_id",
            "_class",
            "class",
            "__proto__",
            "constructor",
            "x-sent-x");

    /** The twin of all others: what they send is refused for what they spoil, and for nothing else. */
    @Test
    void understandsTheSampleThatTheOthersSpoil() {
        for (Route route : Route.withJson(mappings)) {
            Try one = new Try(route);
            Answer answer = one.send(one.sample().text());
            assertThat(answer.status()).as("%s: %s", route, answer.text()).isLessThan(500);
            assertThat(answer.problem())
                    .as("%s: %s, sent %s", route, answer.text(), one.sample().text())
                    .isNotIn("unknown-field", "unreadable", "unsupported-media-type", "too-large", "missing-header");
        }
    }

    /** A15: nobody makes themselves an operator by a field more. */
    @Test
    void refusesEveryFieldOfWhatIsStored() {
        withEveryJsonRoute(one -> one.sample().records().forEach(place -> {
            ObjectNode known = (ObjectNode) one.sample().at(place);
            for (String name : storedFields()) {
                if (!known.has(name)) {
                    String body = one.sample().with(place, known.deepCopy().put(name, "x-sent-x"));
                    assertProblem(one.send(body), one.route() + " " + name, 400, "unknown-field");
                }
            }
        }));
    }

    @Test
    void refusesValuesOfAnotherKind() {
        withEveryJsonRoute(one -> {
            for (Place place : one.sample().places()) {
                for (String other : othersThan(place.kind())) {
                    String body = one.sample().with(place, json.readTree(other));
                    assertProblem(
                            one.send(body), one.route() + " " + body, 400, "unreadable", "unknown-field", "invalid");
                }
            }
        });
    }

    /** CVE-2022-22980's class: an operator in place of a value never gets as far as a query. */
    @Test
    void refusesAnOperatorInPlaceOfEveryText() {
        withEveryJsonRoute(one -> {
            for (Place place : one.sample().places()) {
                for (String operator : List.of("{\"$ne\":null}", "{\"$gt\":\"\"}", "{\"$where\":\"sleep(1)\"}")) {
                    String body = one.sample().with(place, json.readTree(operator));
                    Answer answer = one.send(body);
                    assertThat(answer.status()).as("%s %s", one.route(), body).isBetween(400, 499);
                    if (place.kind() != Kind.ANYTHING) {
                        assertProblem(answer, one.route() + " " + body, 400, "unreadable", "unknown-field");
                    }
                }
            }
        });
    }

    @Test
    void refusesAFieldThatComesTwice() {
        withEveryJsonRoute(one -> one.sample().records().forEach(place -> {
            JsonNode record = one.sample().at(place);
            record.propertyNames().stream().findFirst().ifPresent(first -> {
                String twice = "{\"" + first + "\":" + record.get(first) + ","
                        + record.toString().substring(1);
                String body = one.sample().text().replace(record.toString(), twice);
                assertProblem(one.send(body), one.route() + " " + body, 400, "unreadable");
            });
        }));
    }

    @Test
    void refusesWhatIsTooDeepOrNoJsonAtAll() {
        withEveryJsonRoute(one -> {
            for (Place place : one.sample().places()) {
                String body = one.sample().with(place, json.readTree("\"x-deep-x\""));
                String deep = body.replace("\"x-deep-x\"", "[".repeat(30) + "]".repeat(30));
                assertProblem(one.send(deep), one.route() + " " + deep, 400, "unreadable");
            }
            String whole = one.sample().text();
            List<String> bodies = new ArrayList<>(
                    List.of(whole + "x", whole + "{}", whole.substring(1), "'" + whole + "'", "nul", "\u0000"));
            if (!one.route().mayBeEmpty()) {
                bodies.addAll(List.of("", " ", "null"));
            }
            for (String body : bodies) {
                assertProblem(one.send(body), one.route() + " " + body, 400, "unreadable", "invalid");
            }
        });
    }

    /** A21: the form trick, and documents that a parser of XML would go out for. */
    @Test
    void refusesEveryOtherKindOfContent() {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>";
        withEveryJsonRoute(one -> {
            Map<String, String> bodies = Map.of(
                    "text/plain", one.sample().text(),
                    "application/x-www-form-urlencoded", one.sample().text(),
                    "multipart/form-data; boundary=x", one.sample().text(),
                    "application/json;charset=utf-7", one.sample().text(),
                    "nonsense", one.sample().text(),
                    "application/xml", xml,
                    "text/xml", xml);
            bodies.forEach((type, body) -> assertProblem(
                    one.send(body, Map.of("Content-Type", type)),
                    one.route() + " " + type,
                    415,
                    "unsupported-media-type"));
        });
    }

    /** R88. */
    @Test
    void refusesABodyOfTwoMebibytes() {
        withEveryJsonRoute(one -> {
            String body = one.sample().text() + " ".repeat(2 * 1024 * 1024);
            assertProblem(one.send(body), one.route().toString(), 413, "too-large");
            Answer withoutKey = one.route().send(one.browser(), one.target().id(), body, Map.of());
            assertProblem(withoutKey, one.route().toString(), 413, "too-large");
        });
    }

    /** Null is a value like any other: taken where a field may be left out, refused elsewhere. */
    @Test
    void survivesNothingInPlaceOfEveryValue() {
        for (Route route : Route.withJson(mappings)) {
            Try one = new Try(route);
            for (Place place : one.sample().places()) {
                String body = one.sample().with(place, json.nullNode());
                assertThat(one.send(body).status()).as("%s %s", route, body).isLessThan(500);
            }
        }
    }

    private static List<String> othersThan(Kind kind) {
        return switch (kind) {
            case TEXT -> List.of("5", "1.5", "true", "[]", "[\"a\"]", "{}");
            case CHOICE -> List.of("0", "\"\"", "\"x-sent-x\"", "true", "[]", "{}");
            case TIME -> List.of("true", "[]", "{}", "\"x-sent-x\"");
            case NUMBER -> List.of("\"5\"", "\"\"", "1.5", "true", "[]", "{}", "1e400", "99999999999999999999");
            case BOOLEAN -> List.of("\"true\"", "\"\"", "1", "[]", "{}");
            case LIST -> List.of("\"a\"", "5", "true", "{}", "\"\"");
            case RECORD -> List.of("\"a\"", "\"\"", "5", "true", "[]");
            case ANYTHING -> List.of();
        };
    }

    private static Set<String> storedFields() {
        Set<String> names = new TreeSet<>(MORE);
        Stream.of(User.class, Organization.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .map(Field::getName)
                .forEach(names::add);
        return names;
    }
}
