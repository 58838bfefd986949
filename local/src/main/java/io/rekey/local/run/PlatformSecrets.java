package io.rekey.local.run;

import io.rekey.identity.token.RandomKey;
import io.rekey.mfa.factor.totp.SeedKeys;
import io.rekey.serviceauth.Ed25519Keys;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a deployment must keep to itself: a key pair for each service, the keys of sessions and links, the keys of the seeds.
 * Made once at random; there are no defaults. Stored for the owner's eyes only, never shown in {@code toString}.
 */
public final class PlatformSecrets {

    static final List<String> SERVICES =
            List.of("identity-service", "mfa-service", "device-service", "notification-service");

    private final SortedMap<String, String> values;
    private final String operatorPublicKey;

    private PlatformSecrets(Map<String, String> values, String operatorPublicKey) {
        this.values = new TreeMap<>(values);
        this.operatorPublicKey = operatorPublicKey;
    }

    /** A fresh set. There is no operator's key in it: who wants that way in makes one and keeps it elsewhere. */
    public static PlatformSecrets generate() {
        SortedMap<String, String> values = new TreeMap<>();
        for (String service : SERVICES) {
            KeyPair keys = Ed25519Keys.generate();
            values.put(service + ".private-key", Ed25519Keys.encode(keys.getPrivate()));
            values.put(service + ".public-key", Ed25519Keys.encode(keys.getPublic()));
        }
        values.put("session.token-key", RandomKey.generate());
        values.put("link.key", RandomKey.generate());
        values.put("mfa.seed-keyset", SeedKeys.generate());
        return new PlatformSecrets(values, "");
    }

    /** The secrets of a data folder, and its operator's key. */
    static PlatformSecrets of(DataFolder folder) throws PlatformException {
        String operator = OperatorKey.loadOrCreate(folder.operatorKey()).publicKey();
        return new PlatformSecrets(loadOrCreate(folder.secrets()).values, operator);
    }

    /** Reads the file, or makes it at the first start. Losing it means that stored seeds can never be opened again. */
    private static PlatformSecrets loadOrCreate(Path file) throws PlatformException {
        try {
            if (Files.exists(file)) {
                return load(file);
            }
            PlatformSecrets created = generate();
            created.store(file);
            return created;
        } catch (IOException e) {
            throw new PlatformException("The secrets in " + file + " cannot be read or written.", e);
        }
    }

    String privateKeyOf(String service) {
        return value(service + ".private-key");
    }

    String publicKeyOf(String service) {
        return value(service + ".public-key");
    }

    String sessionTokenKey() {
        return value("session.token-key");
    }

    String linkKey() {
        return value("link.key");
    }

    String seedKeyset() {
        return value("mfa.seed-keyset");
    }

    /** No secret; empty if there is no operator's key. */
    String operatorPublicKey() {
        return operatorPublicKey;
    }

    /**
     * Lines for the {@code .env} file that docker-compose.yml reads, {@code REKEY_LINK_KEY=…}. A line has the name of the
     * variable that a service reads; only of private keys there is one each, so its name ends in whose it is.
     */
    public List<String> asEnvironment() {
        return values.entrySet().stream()
                .map(entry -> variable(entry.getKey()) + "=" + entry.getValue())
                .toList();
    }

    private static String variable(String key) {
        String name = key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
        int end = name.indexOf('_');
        return switch (name.substring(end + 1)) {
            case "PRIVATEKEY" -> "REKEY_SERVICEAUTH_PRIVATEKEY_" + name.substring(0, end);
            case "PUBLICKEY" -> "REKEY_SERVICEAUTH_PEERS_" + name.substring(0, end);
            default -> "REKEY_" + name;
        };
    }

    private String value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    private static PlatformSecrets load(Path file) throws IOException, PlatformException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        if (!values.keySet().containsAll(generate().values.keySet())) {
            throw new PlatformException("The secrets in " + file + " are not complete: restore the file, or start anew"
                    + " with another --data (REKEY_DATA).");
        }
        return new PlatformSecrets(values, "");
    }

    private void store(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder text =
                new StringBuilder("# Made at the first start. Keep it: without it, stored seeds stay sealed.\n");
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        OwnerOnly.write(draft, text.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "PlatformSecrets[…]";
    }
}
