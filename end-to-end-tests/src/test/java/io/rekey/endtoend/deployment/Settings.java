package io.rekey.endtoend.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.yaml.snakeyaml.Yaml;

/**
 * Every {@code rekey.*} setting that a service reads, with its default: from its records, from the placeholders in its
 * code and from its configuration file. The names are those of environment variables.
 */
final class Settings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(rekey\\.[a-z.-]+)(?::([^}]*))?}");

    private Settings() {}

    /** By variable; empty where there is no default. */
    static Map<String, String> of(String service) {
        Map<String, String> settings = new TreeMap<>();
        for (String part : new String[] {service.replace("-service", ""), "messaging", "serviceauth"}) {
            records("io.rekey." + part, settings);
        }
        placeholders(service, settings);
        configurationFile(service)
                .forEach((property, value) -> settings.put(variable(property), String.valueOf(value)));
        settings.remove("REKEY_SERVICEAUTH_NAME"); // who a service is, no environment may change
        settings.remove("REKEY_SERVICEAUTH_PEERS"); // named one by one in the configuration file
        return settings;
    }

    /** As Spring Boot binds it: upper case, dots are underscores, dashes are nothing. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    private static void records(String packages, Map<String, String> settings) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scanner.findCandidateComponents(packages).forEach(found -> {
            Class<?> type = loaded(found.getBeanClassName());
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (RecordComponent component : type.getRecordComponents()) {
                DefaultValue value = component.getAnnotation(DefaultValue.class);
                settings.put(
                        variable(prefix + "." + component.getName()),
                        value == null ? "" : String.join(",", value.value()));
            }
        });
    }

    private static void placeholders(String service, Map<String, String> settings) {
        try (Stream<Path> sources = Files.walk(Path.of("..", service, "src", "main", "java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                for (Matcher found = PLACEHOLDER.matcher(read(file)); found.find(); ) {
                    String value = found.group(2) == null ? "" : found.group(2);
                    settings.merge(variable(found.group(1)), value, (known, same) -> known.isEmpty() ? same : known);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is there without any profile. */
    private static Map<String, Object> configurationFile(String service) {
        Path file = Path.of("..", service, "src", "main", "resources", service + ".yaml");
        Object withoutProfile = new Yaml().loadAll(read(file)).iterator().next();
        Map<String, Object> flat = new TreeMap<>();
        flatten("", withoutProfile, flat);
        flat.keySet().removeIf(property -> !property.startsWith("rekey."));
        return flat;
    }

    private static void flatten(String prefix, Object value, Map<String, Object> flat) {
        if (value instanceof Map<?, ?> children) {
            children.forEach((name, child) -> flatten(prefix.isEmpty() ? "" + name : prefix + "." + name, child, flat));
        } else {
            flat.put(prefix, value);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, Settings.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
