package io.rekey.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rekey.identity.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final String LONGEST_IN_EMOJI = "\uD83D\uDD11".repeat(256);

    private final PasswordRules rules = new PasswordRules();
    private final PasswordHashing hashing = new PasswordHashing(new PasswordProperties(64, 1, 1));

    static String[] good() {
        return new String[] {"correct horse", "12.45.78", "\u00FC".repeat(8), "x".repeat(256), LONGEST_IN_EMOJI};
    }

    /** R55: no composition rules. What may be chosen must also open the account afterwards (I12). */
    @ParameterizedTest
    @MethodSource("good")
    void takesWhatOpensTheAccountLater(String password) {
        assertThatCode(() -> rules.check(password, "marta")).doesNotThrowAnyException();
        assertThat(hashing.matches(password, hashing.hash(password))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11"})
    void refusesWhatIsShort(String password) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> rules.check(password, "marta"))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("8 to 256"));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> rules.check("x".repeat(257), "marta"));
        assertThat(hashing.matches("x".repeat(257), hashing.hash("x".repeat(257))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "12345678", "Marta.Silva"})
    void refusesWhatAnybodyWouldTryFirst(String password) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> rules.check(password, "marta.silva"))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("Choose another"));
    }

    /** S29: nothing is cut off at 72 bytes or at a NUL. */
    @Test
    void comparesEveryCharacter() {
        String hash = hashing.hash("x".repeat(73));
        assertThat(hashing.matches("x".repeat(73), hash)).isTrue();
        assertThat(hashing.matches("x".repeat(72), hash)).isFalse();
        assertThat(hashing.matches("x".repeat(74), hash)).isFalse();
        assertThat(hashing.matches("before\0after", hashing.hash("before\0other")))
                .isFalse();
    }

    @Test
    void saysNoForAnAccountWithoutAPassword() {
        assertThat(hashing.matches("no account has this password", null)).isFalse();
    }

    @Test
    void saltsEveryHash() {
        assertThat(hashing.hash("correct horse")).startsWith("$argon2id$").isNotEqualTo(hashing.hash("correct horse"));
    }
}
