package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recorded examples of docs/compatible, called as they stand there and answered as they stand there. */
class CompatibleContractIT extends RunningIdentity {

    private static final Path FOLDER = Path.of("..", "docs", "compatible");
    private static final Pattern ID = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern METHOD = Pattern.compile("\\{([a-z]+)'s method}");
    private static final Pattern PROOF = Pattern.compile("\\{proof for ([a-z, ]+)}");
    private static final Pattern NAMED = Pattern.compile("\\(([a-z-]+\\.json)\\)");

    private final Map<String, Person> cast = new HashMap<>();
    private final Map<String, Browser> browsers = new HashMap<>();

    /** The cast of docs/compatible/README.md. */
    @BeforeEach
    void meetTheCast() {
        people.organization("initech", "{\"stepUp\": \"PASSWORD\"}");
        cast.put("ada", administrator());
        cast.put("marta", user());
        cast.put("jonas", user());
        cast.put("nina", people.invited(ACME, Role.USER));
        cast.put("fred", people.active(mfa, GLOBEX, Role.USER));
        cast.put("eve", people.active(mfa, "initech", Role.ADMINISTRATOR));
        cast.put("sam", people.active(mfa, "initech", Role.SUPPORT));
        cast.values().forEach(person -> mfa.backupCodeFor(person.id(), "USER", 1));
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThan(15);
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAsRecorded(String example) throws IOException {
        JsonNode exchanges = JsonMapper.shared()
                .readTree(Files.readString(FOLDER.resolve(example)))
                .path("exchanges");
        assertThat(exchanges).isNotEmpty();
        exchanges.forEach(exchange -> {
            Answer answer = ask(exchange.path("caller").asString(), exchange.path("request"));
            JsonNode recorded = filled(exchange.path("answer"));
            assertThat(answer.status())
                    .as(answer.text())
                    .isEqualTo(recorded.path("status").asInt());
            recorded.path("headers")
                    .properties()
                    .forEach(header -> assertThat(answer.headers().allValues(header.getKey()))
                            .as(header.getKey())
                            .anyMatch(Recording.pattern(header.getValue().asString())
                                    .asMatchPredicate()));
            Recording.assertSame(recorded.path("body"), answer.body());
        });
    }

    @Test
    void areAllNamedByThePageAndNoOthers() throws IOException {
        Set<String> named = NAMED.matcher(Files.readString(FOLDER.resolve("README.md")))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(examples()));
    }

    private Answer ask(String caller, JsonNode request) {
        Browser browser = caller.equals("nobody") ? browser() : browsers.computeIfAbsent(caller, this::signIn);
        Map<String, String> headers = new LinkedHashMap<>();
        request.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        proven(browser, caller, header.getValue().asString())));
        return browser.send(
                request.path("method").asString(), filled(request.path("path").asString()), body(request), headers);
    }

    private @Nullable String body(JsonNode request) {
        return request.has("body") ? filled(request.path("body")).toString() : null;
    }

    private Browser signIn(String name) {
        return signedIn(person(name));
    }

    private String proven(Browser browser, String caller, String header) {
        return PROOF.matcher(header)
                .replaceAll(wanted -> browser.proof(
                        person(caller),
                        "mfa:reset",
                        Stream.of(wanted.group(1).split(", "))
                                .map(this::person)
                                .map(Person::id)
                                .toArray(String[]::new)));
    }

    private JsonNode filled(JsonNode node) {
        return JsonMapper.shared().readTree(filled(node.toString()));
    }

    private String filled(String text) {
        String withIds =
                ID.matcher(text).replaceAll(name -> person(name.group(1)).id());
        return METHOD.matcher(withIds).replaceAll(name -> person(name.group(1)).enrollmentId());
    }

    private Person person(String name) {
        return java.util.Objects.requireNonNull(cast.get(name), name);
    }
}
