package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I14, R80: whatever logs a record logs its text, so no record's text has a secret in it. */
public class SecretsTest {

    private static final String SECRET = "s3cr3t";
    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwordHash",
            "newPasswordHash",
            "code",
            "firstCode",
            "secondCode",
            "codes",
            "backupCodes",
            "recoveryCode",
            "recoveryCodes",
            "replacement",
            "replacementCode",
            "secret",
            "uri",
            "qrSvg",
            "proof",
            "link",
            "token",
            "newToken",
            "deviceToken",
            "flow",
            "session",
            "address",
            "tokenKey",
            "key",
            "backupCode");

    /** They check what they are given, and have tests of their own. */
    private static final Set<String> CHECKED = Set.of("LinkProperties", "SessionProperties");

    /** Not what the name says: an idempotency key, a hash, the state of a link, how many codes are left. */
    private static final Set<String> HARMLESS =
            Set.of("IdempotentReset.key", "ResetPlan.key", "Reservation.flow", "User.link", "Enrolled.backupCodes");

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.rekey.identity").stream()
                        .map(JavaClass::reflect)
                        .filter(Class::isRecord)
                        .filter(type -> !CHECKED.contains(type.getSimpleName()))
                        .filter(SecretsTest::holdsSecret);
    }

    /** Whether a record has a component that is a secret. */
    public static boolean holdsSecret(Class<?> record) {
        return secretsOf(record).findAny().isPresent();
    }

    @ParameterizedTest
    @MethodSource("records")
    void keepsItToItself(Class<?> type) throws Exception {
        String text = made(type).toString();
        assertThat(text).as(type.getName()).isNotBlank().doesNotContain(SECRET);
    }

    private static Stream<RecordComponent> secretsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> SECRETS.contains(component.getName()))
                .filter(component -> !HARMLESS.contains(type.getSimpleName() + "." + component.getName()));
    }

    private static Object made(Class<?> type) throws Exception {
        Set<String> secrets =
                secretsOf(type).map(RecordComponent::getName).collect(java.util.stream.Collectors.toSet());
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String text = secrets.contains(components[i].getName()) ? SECRET : "a";
            values[i] = value(components[i].getType(), text);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type + " checks what it is given: add it to CHECKED and test it", e);
        }
    }

    private static Object value(Class<?> type, String text) throws Exception {
        Map<Class<?>, Object> known = Map.of(
                String.class,
                text,
                long.class,
                1L,
                int.class,
                1,
                Integer.class,
                1,
                boolean.class,
                true,
                List.class,
                List.of(text),
                Set.class,
                Set.of(text),
                Optional.class,
                Optional.of(text),
                Instant.class,
                Instant.EPOCH,
                Duration.class,
                Duration.ofHours(1));
        if (known.containsKey(type)) {
            return known.get(type);
        }
        if (type == Boolean.class) {
            return true;
        }
        if (type == Object.class) {
            return text;
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (!type.isRecord()) {
            throw new AssertionError("how is a " + type + " made?");
        }
        return type.getSimpleName().equals("OpaqueToken") ? new io.rekey.identity.token.OpaqueToken(text) : made(type);
    }
}
