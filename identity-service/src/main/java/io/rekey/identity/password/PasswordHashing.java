package io.rekey.identity.password;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id (19 MiB, t=2, p=1 unless configured; OWASP Password Storage, R55). As many hashes at a time as there are cores:
 * more would only make everything else wait. An unknown account costs the same as a known one (R44).
 */
@Component
public class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MAX_LENGTH = 256;

    private final Argon2PasswordEncoder encoder;
    private final String dummy;
    private final Semaphore permits =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));

    PasswordHashing(PasswordProperties properties) {
        this.encoder = new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, properties.parallelism(), properties.memoryKib(), properties.iterations());
        this.dummy = hash("no account has this password");
    }

    public String hash(String password) {
        return bounded(() -> {
            @Nullable String hash = encoder.encode(password);
            return java.util.Objects.requireNonNull(hash);
        });
    }

    /**
     * Whether a password is the hashed one.
     *
     * @param hash absent for an account that does not exist or has none: takes as long and says no
     */
    public boolean matches(String password, @Nullable String hash) {
        if (password.codePointCount(0, password.length()) > MAX_LENGTH) { // counted as the rules count them
            return false;
        }
        boolean matches = bounded(() -> encoder.matches(password, hash == null ? dummy : hash));
        return matches && hash != null;
    }

    private <T> T bounded(Supplier<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
