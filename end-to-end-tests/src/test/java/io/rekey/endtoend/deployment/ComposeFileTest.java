package io.rekey.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What docker-compose.yml promises. That it starts is shown by SeparateProcessesTest, as far as that goes without Docker. */
class ComposeFileTest {

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(:[-?])?");
    private static final Pattern LONG_VALUE = Pattern.compile("[A-Za-z0-9+/_=-]{32,}");

    private final ComposeFile compose = ComposeFile.read();
    private final Map<String, String> dotEnv = DotEnv.fresh();

    @Test
    void everyVariableHasADefaultOrIsPrintedByRekeySecrets() {
        Set<String> required = new TreeSet<>();
        for (Matcher found = VARIABLE.matcher(ComposeFile.text()); found.find(); ) {
            assertThat(found.group(2))
                    .as(found.group(1) + " has a default or a reason")
                    .isNotNull();
            if (found.group(2).equals(":?")) {
                required.add(found.group(1));
            }
        }
        assertThat(dotEnv.keySet()).isEqualTo(required);
    }

    @Test
    void aForgottenSecretIsASentenceThatSaysWhatToDo() {
        dotEnv.remove("REKEY_LINK_KEY");
        assertThatThrownBy(() -> compose.environment("identity-service", dotEnv))
                .hasMessage("REKEY_LINK_KEY is missing, make it with ./rekey secrets > .env");
    }

    @Test
    void noSecretStandsInIt() {
        for (String service : compose.services().keySet()) {
            compose.environment(service).forEach((name, value) -> {
                if (name.equals("REKEY_OPERATOR_PUBLICKEY")) {
                    assertThat(value).as("no secret, and none by default").isEqualTo("${REKEY_OPERATOR_PUBLICKEY:-}");
                } else if (name.matches(".*_.*(KEY|PASSWORD|SECRET).*|.*_PEERS_.*")) {
                    assertThat(value).as(name).matches("\\$\\{\\w+:\\?.*}");
                } else if (!value.startsWith("${")) {
                    assertThat(LONG_VALUE
                                    .matcher(value.replaceAll("\\w+://", ""))
                                    .find())
                            .as(name)
                            .isFalse();
                }
            });
        }
    }

    /** Each has its own private key, and of the others what is public, and only of those who call it. */
    @Test
    void aServiceKnowsOnlyTheSecretsThatItNeeds() {
        assertThat(secretsOf("identity-service"))
                .containsExactlyInAnyOrder(
                        "REKEY_LINK_KEY",
                        "REKEY_SESSION_TOKENKEY",
                        "REKEY_SERVICEAUTH_PRIVATEKEY_IDENTITYSERVICE",
                        "REKEY_SERVICEAUTH_PEERS_MFASERVICE",
                        "REKEY_SERVICEAUTH_PEERS_DEVICESERVICE",
                        "REKEY_SERVICEAUTH_PEERS_NOTIFICATIONSERVICE");
        assertThat(secretsOf("mfa-service"))
                .containsExactlyInAnyOrder(
                        "REKEY_MFA_SEEDKEYSET",
                        "REKEY_SERVICEAUTH_PRIVATEKEY_MFASERVICE",
                        "REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE");
        assertThat(secretsOf("device-service"))
                .containsExactlyInAnyOrder(
                        "REKEY_SERVICEAUTH_PRIVATEKEY_DEVICESERVICE", "REKEY_SERVICEAUTH_PEERS_IDENTITYSERVICE");
        assertThat(secretsOf("notification-service"))
                .containsExactly("REKEY_SERVICEAUTH_PRIVATEKEY_NOTIFICATIONSERVICE");
        for (String other : List.of("mongo", "kafka", "mailpit")) {
            assertThat(secretsOf(other)).isEmpty();
        }
    }

    @Test
    void everyVariableOfAServiceIsOneThatItReads() throws IOException {
        Set<String> ofSpringBoot = variablesOfSpringBoot();
        for (String service : ComposeFile.SERVICES) {
            Set<String> known = new HashSet<>(ofSpringBoot);
            known.addAll(Settings.of(service).keySet());
            assertThat(known)
                    .as(service)
                    .containsAll(compose.environment(service).keySet());
        }
        assertThat(ofSpringBoot).doesNotContain("SPRING_KAFKA_BOOTSTRAP_SERVERS", "SPRING_MONGODB_URL");
    }

    @Test
    void nothingIsPublishedButTheDoorAndTheInboxAndOnlyOnThisMachine() {
        Map<String, List<String>> published = compose.services().entrySet().stream()
                .filter(service -> service.getValue().containsKey("ports"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        service -> ComposeFile.list(service.getValue().get("ports"))));
        assertThat(published)
                .containsOnly(
                        Map.entry("identity-service", List.of("127.0.0.1:${REKEY_PORT:-8080}:8080")),
                        Map.entry("mailpit", List.of("127.0.0.1:${REKEY_INBOX_PORT:-8025}:8025")));
        compose.services().forEach((name, service) -> {
            List<String> networks = ComposeFile.list(service.get("networks"));
            assertThat(networks).as(name).isNotEmpty();
            if (!published.containsKey(name)) {
                assertThat(networks).as(name).allMatch(this::isInternal);
            }
            assertThat(service).as(name).doesNotContainKeys("network_mode", "privileged", "expose", "cap_add", "pid");
        });
    }

    @Test
    void everyContainerIsConfinedRestartedBoundedAndChecked() {
        compose.services().forEach((name, service) -> {
            assertThat(service)
                    .as(name)
                    .containsEntry("restart", "unless-stopped")
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKeys("mem_limit", "pids_limit", "tmpfs", "healthcheck");
            assertThat((String) service.get("image")).as(name).doesNotEndWith(":latest");
        });
    }

    @Test
    void onlyFilledInVariablesReachAService() {
        dotEnv.put("REKEY_PORT", "9000");
        for (String service : ComposeFile.SERVICES) {
            assertThat(compose.environment(service, dotEnv).values()).noneMatch(value -> value.contains("${"));
        }
        assertThat(compose.environment("identity-service", dotEnv))
                .containsEntry("REKEY_LINK_BASEURL", "http://localhost:9000");
    }

    private boolean isInternal(String network) {
        return Boolean.TRUE.equals(compose.networks().get(network).get("internal"));
    }

    private Set<String> secretsOf(String service) {
        return compose.environment(service).values().stream()
                .map(VARIABLE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .filter(dotEnv::containsKey)
                .collect(Collectors.toSet());
    }

    /** From the descriptions that its jars carry. */
    private static Set<String> variablesOfSpringBoot() throws IOException {
        Set<String> variables = new HashSet<>();
        JsonMapper json = JsonMapper.builder().build();
        for (URL file : Collections.list(
                ComposeFileTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = file.openStream()) {
                json.readTree(in)
                        .path("properties")
                        .forEach(property -> variables.add(
                                Settings.variable(property.path("name").asString())));
            }
        }
        return variables;
    }
}
