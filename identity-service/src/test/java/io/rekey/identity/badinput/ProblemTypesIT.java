package io.rekey.identity.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9457: each kind of refusal has one type that programs can rely on, and says what to do. */
class ProblemTypesIT extends TriedRoutes {

    private Browser adas;

    @BeforeEach
    void signIn() {
        adas = signedIn(administrator());
    }

    @Test
    void namesTheFieldsThatItDoesNotTake() {
        Map<String, String> body = Map.of("username", "a b", "email", "x-sent-x", "displayName", "Wim");
        Answer answer = adas.post("/api/v1/users", body);
        assertProblem(answer, "invalid", 400, "invalid");
        assertThat(texts(answer, "fields")).containsExactly("email", "username");
    }

    @Test
    void namesTheFieldsThatItKnowsInPlaceOfTheOneThatItDoesNot() {
        Answer answer = adas.post("/api/v1/users", Map.of("x-sent-x", "x-sent-x"));
        assertProblem(answer, "unknown", 400, "unknown-field");
        assertThat(texts(answer, "known")).contains("username", "email", "displayName");
    }

    @Test
    void namesThePlaceInAList() {
        Answer answer = adas.post(
                "/api/v1/resets",
                Map.of("userIds", List.of("u-1", "x-sent-x!"), "reason", "r"),
                Map.of("Idempotency-Key", "k"));
        assertProblem(answer, "in a list", 400, "invalid");
        assertThat(texts(answer, "fields")).singleElement().asString().contains("userIds[1]");
    }

    @Test
    void namesTheHeaderThatIsMissing() {
        Answer answer = adas.post("/api/v1/resets", Map.of("userIds", List.of("u-1"), "reason", "r"));
        assertProblem(answer, "missing", 400, "missing-header");
        assertThat(answer.string("header")).isEqualTo("Idempotency-Key");
    }

    @Test
    void namesTheParameterThatIsMissing() {
        Answer answer = adas.send(
                "POST",
                "/api/v1/reset-plans",
                "user\nx-sent-x\n",
                Map.of("Content-Type", "text/csv", "Idempotency-Key", "k"));
        assertProblem(answer, "missing", 400, "missing-parameter");
        assertThat(answer.string("parameter")).isEqualTo("reason");
    }

    @Test
    void namesTheParameterThatIsOfAnotherKind() {
        Answer answer = adas.get("/api/v1/resets/r-1?wait=x-sent-x");
        assertProblem(answer, "wrong", 400, "wrong-parameter");
        assertThat(answer.string("parameter")).isEqualTo("wait");
        assertProblem(adas.get("/api/v1/resets/r-1?wait=0s"), "the twin", 404, "not-found");
    }

    @Test
    void namesTheMethodsAndKindsOfContentThatThereAre() {
        Answer method = adas.send("PATCH", "/api/v1/session", null, Map.of());
        assertProblem(method, "method", 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET", "DELETE"));
        Answer kind = adas.send("POST", "/api/v1/users", "x", Map.of("Content-Type", "text/plain"));
        assertProblem(kind, "kind", 415, "unsupported-media-type");
        assertThat(kind.headers().firstValue("Accept")).isPresent();
    }

    @Test
    void saysThatThereIsNoSuchForm() {
        assertProblem(
                adas.send("GET", "/api/v1/session", null, Map.of("Accept", "image/png")),
                "form",
                406,
                "not-acceptable");
    }

    @Test
    void answersAProgramWithADocumentWhoeverRefuses() {
        assertProblem(signedIn(user()).get("/api/v1/users"), "a rule of access", 403, "forbidden");
        assertProblem(adas.get("/api/v1/nothing"), "no such path", 404, "not-found");
        assertProblem(adas.get("/api/v1/session;x=x-sent-x"), "the firewall", 400, "bad-request");
        assertProblem(browser().get("/api/v1/session"), "nobody signed in", 401, "not-signed-in");
    }

    private static List<String> texts(Answer answer, String name) {
        return answer.body()
                .path(name)
                .valueStream()
                .map(text -> text.asString())
                .toList();
    }
}
