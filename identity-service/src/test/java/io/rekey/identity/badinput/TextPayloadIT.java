package io.rekey.identity.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.badinput.SampleJson.Kind;
import io.rekey.identity.badinput.SampleJson.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A17: text that some engine somewhere would run is text here. A canary tells if one did: a port that nobody must knock at,
 * and a file that nobody must make.
 */
class TextPayloadIT extends TriedRoutes {

    @TempDir
    Path directory;

    private ServerSocket canary;
    private List<String> payloads;

    @BeforeEach
    void listen() throws IOException {
        canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        canary.setSoTimeout(200);
        String touch = "touch " + directory.resolve("made");
        payloads = List.of(
                "#{T(java.lang.Runtime).getRuntime().exec('" + touch + "')}",
                "${T(java.lang.Runtime).getRuntime().exec('" + touch + "')}",
                "__${T(java.lang.Runtime).getRuntime().exec('" + touch + "')}__::.x",
                "*{new java.io.File('" + directory.resolve("made") + "').createNewFile()}",
                "${jndi:ldap://127.0.0.1:" + canary.getLocalPort() + "/x}",
                "%{(#x='" + touch + "')}",
                "{{7*7}}<%= 7*7 %>[[${7*7}]]",
                "'; db.users.drop(); return true; //",
                "<script>fetch('//127.0.0.1:" + canary.getLocalPort() + "')</script>");
    }

    @AfterEach
    void nothingRan() throws IOException {
        assertThat(directory).isEmptyDirectory();
        org.assertj.core.api.Assertions.assertThatThrownBy(canary::accept)
                .as("nobody knocked")
                .isInstanceOf(java.net.SocketTimeoutException.class);
        canary.close();
    }

    @Test
    void runsNothingInAnyText() {
        for (Route route : Route.withJson(mappings)) {
            Try one = new Try(route);
            for (Place place : one.sample().places()) {
                for (String payload : place.kind() == Kind.TEXT ? payloads : List.<String>of()) {
                    String body = one.sample().with(place, JsonNodeFactory.instance.stringNode(payload));
                    Answer answer = one.send(body);
                    assertThat(answer.status())
                            .as("%s %s: %s", route, body, answer.text())
                            .isLessThan(500);
                }
            }
        }
    }

    @Test
    void runsNothingInAnyAddress() {
        for (Route route : Route.all(mappings)) {
            Try one = new Try(route);
            for (String payload : payloads) {
                String text = URLEncoder.encode(payload, StandardCharsets.UTF_8);
                String path = route.path(text.replace("+", "%20"));
                for (String query : queries(route, text)) {
                    Answer answer = one.browser().send(route.method(), path + query, null, Map.of());
                    assertThat(answer.status())
                            .as("%s %s: %s", path, query, answer.text())
                            .isLessThan(500);
                }
            }
        }
    }

    @Test
    void keepsATextAsItCame() {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        for (String payload : payloads) {
            String id = adas.post(
                            "/api/v1/users",
                            Map.of(
                                    "username",
                                    "w" + UUID.randomUUID(),
                                    "email",
                                    "w@example.org",
                                    "displayName",
                                    payload))
                    .string("userId");
            assertThat(adas.get("/api/v1/users/" + id).string("displayName")).isEqualTo(payload);
            Person marta = user();
            String proof = adas.proof(ada, "mfa:reset", marta.id());
            Map<String, ?> order = Map.of("userIds", List.of(marta.id()), "reason", payload);
            String resetId = reset(adas, UUID.randomUUID().toString(), proof, order)
                    .body()
                    .at("/resets/0/resetId")
                    .asString();
            assertThat(adas.get("/api/v1/resets/" + resetId).string("reason")).isEqualTo(payload);
        }
    }

    /** Every parameter of the address by its name, one at a time. */
    private static List<String> queries(Route route, String value) {
        List<String> queries = Arrays.stream(route.handler().getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> {
                    String name = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class))
                            .name();
                    return "?" + (name.isEmpty() ? parameter.getParameter().getName() : name) + "=" + value;
                })
                .toList();
        return queries.isEmpty() ? List.of("") : queries;
    }
}
