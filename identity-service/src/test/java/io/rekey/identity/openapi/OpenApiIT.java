package io.rekey.identity.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.openapi.Description.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * The description is complete: it knows every route and none that is not there, and says of each what it is for. A call
 * without words needs an entry in {@code openapi/calls/*.yaml}. That it is true as well: {@link DescribedAnswersIT}.
 */
class OpenApiIT extends RunningIdentity {

    private static final Pattern PUBLIC = Pattern.compile("/(api|user|oauth2)/.*");
    private static final Pattern TYPE = Pattern.compile(
            "Problem\\s*\\.(?:of|badRequest|conflict|unprocessable)\\(\\s*(?:[\\w.]+,\\s*)?\"([a-z-]+)\"");
    /** Where the answer is a secret, or a stream: nothing of it is kept. */
    private static final Set<String> KEYLESS = Set.of("POST /api/v1/step-up", "POST /api/v1/users/import");
    /** What only pages answer, or what only the other services hear. */
    private static final Set<String> ELSEWHERE = Set.of(
            "another-set-up", "code-missing", "link-not-opened", "password-missing", "passwords-differ", "superseded");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Description description;

    @BeforeEach
    void ask() {
        description = Description.at(browser());
    }

    @Test
    void knowsEveryRouteAndNoOther() {
        assertThat(description.calls()).extracting(Call::name).containsExactlyInAnyOrderElementsOf(routes().keySet());
        assertThat(routes()).hasSizeGreaterThan(60);
        assertThat(routes().keySet()).containsAll(CallWords.all().keySet());
    }

    @Test
    void isADocumentOfOpenApi31() {
        assertThat(description.root().path("openapi").asString()).startsWith("3.1.");
        assertThat(description.violations()).isEmpty();
        assertThat(description.schemas())
                .allSatisfy(schema -> assertThat(Description.violations(schema))
                        .as(schema.toString())
                        .isEmpty());
        assertThat(description.root().findValuesAsString("$ref"))
                .allSatisfy(reference -> assertThat(
                                description.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void saysOfEachCallWhatItIsForAndWhatComesBack() {
        for (Call call : description.calls()) {
            assertThat(call.operation().path("summary").asString(""))
                    .as(call.name() + " needs words in openapi/calls/*.yaml")
                    .isNotBlank();
            boolean silent = routes().get(call.name()).getMethod().getReturnType() == void.class;
            assertThat(call.successes())
                    .as(call.name())
                    .isNotEmpty()
                    .allMatch(answer -> answer.has("content") != silent);
            assertThat(call.response(503).has("content")).as(call.name()).isTrue();
            assertThat(call.response(401).isMissingNode() && call.isForSomebody())
                    .as(call.name())
                    .isFalse();
        }
        assertThat(description.calls())
                .extracting(call -> call.operation().path("operationId").asString())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+([A-Z0-9][a-z0-9]*)+"));
    }

    /** From the very annotation that decides it. */
    @Test
    void saysOfEachCallWhatItNeeds() {
        for (Call call : description.calls()) {
            Set<String> needed = permissions(routes().get(call.name()));
            Set<String> named = call.operation().path("security").findValues("program").stream()
                    .flatMap(roles -> roles.values().stream())
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
            assertThat(named).as(call.name()).isEqualTo(needed);
            String said = call.operation().path("description").asString();
            assertThat(needed).as(call.name()).allMatch(said::contains);
        }
    }

    @Test
    void namesTheHeadersWhereTheyApply() {
        for (Call call : description.calls()) {
            boolean unsafe = !call.method().equals("get");
            boolean proven = Arrays.stream(routes().get(call.name()).getMethod().getParameters())
                    .anyMatch(parameter -> parameter.getName().equals("proof"));
            assertThat(call.headers().contains("Idempotency-Key"))
                    .as(call.name())
                    .isEqualTo(call.isForSomebody() && unsafe && !KEYLESS.contains(call.name()));
            assertThat(call.headers().contains("Rekey-Organization"))
                    .as(call.name())
                    .isEqualTo(call.isForSomebody());
            assertThat(call.headers().contains("Rekey-Step-Up")).as(call.name()).isEqualTo(proven);
        }
    }

    @Test
    void givesExamplesThatFitTheirSchemas() {
        int checked = 0;
        for (Call call : description.calls()) {
            for (JsonNode content : call.operation().findValues("content")) {
                for (JsonNode body : content) {
                    if (body.has("example")) {
                        assertThat(description.violations(body.path("schema"), body.path("example")))
                                .as(call.name())
                                .isEmpty();
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(12);
    }

    /** R41, and JSpecify's word for what may be missing. */
    @Test
    void saysWhatABodyMustHaveAndThatItMayHaveNothingElse() {
        JsonNode order = description.schema("OrderBody");
        assertThat(strings(order.path("required"))).containsExactlyInAnyOrder("userIds", "reason");
        assertThat(strings(order.path("properties").path("ticket").path("type")))
                .contains("string", "null");
        assertThat(order.path("properties").path("reason").path("minLength").asInt())
                .isEqualTo(1);
        assertThat(order.path("properties").path("userIds").path("minItems").asInt())
                .isEqualTo(1);
        assertThat(order.at("/properties/userIds/items/pattern").asString()).isEqualTo("^(?:[A-Za-z0-9_-]{1,64})$");
        for (Call call : description.calls()) {
            String reference = call.operation()
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asString("");
            if (!reference.isEmpty()) {
                JsonNode body = description.root().at(reference.substring(1));
                assertThat(body.path("additionalProperties").asBoolean(true))
                        .as(call.name())
                        .isFalse();
            }
        }
        assertThat(description.schema("TakeOrderVerdicts").has("additionalProperties"))
                .isFalse();
    }

    @Test
    void namesEveryTypeOfProblem() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                TYPE.matcher(Files.readString(source)).results().forEach(found -> types.add(found.group(1)));
            }
        }
        types.removeAll(ELSEWHERE);
        assertThat(types).contains("bad-key", "not-set-up", "step-up-required");
        String named =
                description.schema("Problem").at("/properties/type/description").asString();
        assertThat(types)
                .allSatisfy(type -> assertThat(named)
                        .as("a call refuses by this type: name it in openapi/calls/*.yaml")
                        .contains("`urn:rekey:" + type + "`"));
    }

    @Test
    void saysNothingOfTheInside() {
        assertThat(description.text())
                .doesNotContain("io.rekey", "java.", "springframework", "Controller", "View\"", "/internal");
        assertThat(description.root().path("components").path("schemas").propertyNames())
                .allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
    }

    /** It is made once, whoever asks: nobody's header changes it, or makes it again. */
    @Test
    void isTheSameForEverybody() {
        for (String language : List.of("de", "fr-CH", "x-" + System.nanoTime(), "*")) {
            Answer answer = browser()
                    .send(
                            "GET",
                            "/api/openapi.json",
                            null,
                            Map.of("Accept-Language", language, "X-Forwarded-Host", "evil.example"));
            assertThat(answer.text()).isEqualTo(description.text());
        }
        assertThat(description.root().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(signedIn(user()).get("/api/openapi.json").text()).isEqualTo(description.text());
    }

    private Map<String, HandlerMethod> routes() {
        Map<String, HandlerMethod> routes = new TreeMap<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.rekey.")) {
                calls(mapping).forEach(call -> routes.put(call, handler));
            }
        });
        return routes;
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .filter(path -> PUBLIC.matcher(path).matches())
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private static Set<String> permissions(HandlerMethod handler) {
        return Stream.of(handler.getMethod(), handler.getBeanType())
                .flatMap(place ->
                        Stream.ofNullable(AnnotatedElementUtils.findMergedAnnotation(place, AllowPermission.class)))
                .limit(1)
                .flatMap(rule -> Arrays.stream(rule.value()))
                .map(Permission::text)
                .collect(Collectors.toSet());
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }
}
