package io.rekey.endtoend.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml, read and filled in as Compose does it. */
final class ComposeFile {

    /** The four that are Rekey's own. */
    static final List<String> SERVICES =
            List.of("identity-service", "mfa-service", "device-service", "notification-service");

    /** Innermost first: a default may hold another variable. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^${}]*))?}");

    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final String DOLLAR = "\0";

    private final Map<String, Map<String, Object>> services;
    private final Map<String, Object> root;

    private ComposeFile(Map<String, Object> root) {
        this.root = root;
        this.services = child(root, "services");
    }

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ComposeFile read() {
        return new ComposeFile(new Yaml().load(text()));
    }

    Map<String, Map<String, Object>> services() {
        return services;
    }

    Map<String, Map<String, Object>> networks() {
        return child(root, "networks");
    }

    /** What a service is told, as written. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        Map<String, Object> written = child(services.get(service), "environment");
        if (written != null) {
            written.forEach((name, value) -> environment.put(name, (String) value)); // else unquoted: true, 8080
        }
        return environment;
    }

    /** What a service is told if {@code .env} says this. */
    Map<String, String> environment(String service, Map<String, String> dotEnv) {
        Map<String, String> filled = environment(service);
        filled.replaceAll((name, value) -> fill(value, dotEnv));
        return filled;
    }

    /** The command that tells whether a service is well, without the CMD before it. */
    List<String> healthCheck(String service) {
        Map<String, Object> check = child(services.get(service), "healthcheck");
        List<String> command = list(check.get("test"));
        return command.stream().skip(1).map(part -> fill(part, Map.of())).toList();
    }

    /**
     * Puts values in the place of variables.
     *
     * @throws IllegalStateException with the file's own words if one is missing
     */
    static String fill(String value, Map<String, String> variables) {
        String filled = value.replace("$$", DOLLAR);
        for (Matcher found = VARIABLE.matcher(filled); found.find(); found = VARIABLE.matcher(filled)) {
            filled = filled.substring(0, found.start()) + valueOf(found, variables) + filled.substring(found.end());
        }
        return filled.replace(DOLLAR, "$");
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return value == null ? List.of() : (List<T>) value;
    }

    private static String valueOf(Matcher variable, Map<String, String> variables) {
        String known = variables.getOrDefault(variable.group(1), "");
        if (known.isEmpty() && "?".equals(variable.group(2))) {
            throw new IllegalStateException(variable.group(1) + " " + variable.group(3));
        }
        return known.isEmpty() && variable.group(3) != null ? variable.group(3) : known;
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> child(Map<String, Object> parent, String name) {
        return (Map<String, T>) parent.get(name);
    }
}
