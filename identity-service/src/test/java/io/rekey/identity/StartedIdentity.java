package io.rekey.identity;

import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.testbackends.FreePort;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The service started as operations does it: from its own configuration file and arguments alone. */
public final class StartedIdentity {

    private StartedIdentity() {}

    /** Everything that a start needs; without a broker, which a start does not need. */
    static String[] complete(String mongoUri) {
        return new String[] {
            "--server.port=0",
            "--rekey.internal-port=" + FreePort.any(),
            "--spring.mongodb.uri=" + mongoUri,
            "--spring.kafka.bootstrap-servers=127.0.0.1:9",
            "--rekey.link.key=a-key-for-links-in-tests-only-0123456789abc",
            "--rekey.session.token-key=a-key-for-sessions-in-tests-only-0123456789",
            "--spring.lifecycle.timeout-per-shutdown-phase=1s",
            "--rekey.password.memory-kib=64",
            "--rekey.service-auth.private-key="
                    + Ed25519Keys.encode(Ed25519Keys.generate().getPrivate())
        };
    }

    /** Started on a database; further arguments win. */
    public static ConfigurableApplicationContext on(String mongoUri, String... arguments) {
        return with(Stream.concat(Arrays.stream(complete(mongoUri)), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    static ConfigurableApplicationContext with(String... arguments) {
        return IdentityApplication.application().run(arguments);
    }
}
