package io.rekey.identity.password;

import io.rekey.identity.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a new password must be: long enough, not among the commonest, no composition rules (ASVS 5.0 6.2, R55). */
@Component
public class PasswordRules {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;
    private final Set<String> common = load();

    /** @throws Problem 422 with what to do about it */
    public void check(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw Problem.unprocessable(
                    "password-length", "Choose a password of " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (common.contains(lower) || lower.equals(username.toLowerCase(Locale.ROOT))) {
            throw Problem.unprocessable(
                    "password-common", "That password is among the first that anybody would try. Choose another.");
        }
    }

    private static Set<String> load() {
        try (InputStream in = Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
