package io.rekey.endtoend.deployment;

import io.rekey.local.run.PlatformSecrets;
import java.util.Map;
import java.util.TreeMap;

/** What {@code ./rekey secrets > .env} writes. */
final class DotEnv {

    private DotEnv() {}

    static Map<String, String> fresh() {
        Map<String, String> values = new TreeMap<>();
        PlatformSecrets.generate().asEnvironment().forEach(line -> {
            String[] parts = line.split("=", 2);
            values.put(parts[0], parts[1]);
        });
        return values;
    }
}
