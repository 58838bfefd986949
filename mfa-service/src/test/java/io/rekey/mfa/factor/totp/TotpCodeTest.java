package io.rekey.mfa.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TotpCodeTest {

    /** RFC 6238 appendix B: {@code 12345678901234567890} in Base32. */
    private static final String RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest(name = "RFC 6238 appendix B, {0} s")
    @CsvSource({
        "59,          94287082",
        "1111111109,  07081804",
        "1111111111,  14050471",
        "1234567890,  89005924",
        "2000000000,  69279037",
        "20000000000, 65353130"
    })
    void computesTheCodesOfTheRfc(long seconds, String eightDigits) {
        String code = eightDigits.substring(2);

        assertThat(TotpCode.at(RFC_SECRET, seconds / 30)).isEqualTo(code);
        assertThat(TotpCode.isOf(RFC_SECRET, seconds / 30, code)).isTrue();
    }

    @Test
    void makesSecretsOf160BitAndNoneTwice() { // R1
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String secret = TotpCode.newSecret();
            assertThat(secret).matches("[A-Z2-7]{32}");
            assertThat(new AuthenticatorApp(secret).decoded()).hasSize(20);
            assertThat(seen.add(secret)).as("no secret twice").isTrue();
        }
    }

    @Test
    void agreesWithAnIndependentImplementation() {
        long seed = 20261122L;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String secret = TotpCode.newSecret();
            long step = random.nextLong(0, 1L << 33);
            assertThat(TotpCode.at(secret, step))
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(new AuthenticatorApp(secret).codeOfStep(step));
        }
    }

    @Test
    void agreesWithOathtool() throws IOException, InterruptedException {
        assumeTrue(isOnPath("oathtool"), "SKIPPED: oathtool is not installed (apt-get install oathtool)");
        for (long seconds : new long[] {0, 59, 1_111_111_109L, 1_795_334_400L, 4_102_444_799L}) {
            String secret = TotpCode.newSecret();
            assertThat(TotpCode.at(secret, seconds / 30)).as("%d s", seconds).isEqualTo(oathtool(secret, seconds));
        }
    }

    @Test
    void computesAsciiDigitsWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(TotpCode.at(RFC_SECRET, 1)).isEqualTo("287082");
            assertThat(TotpCode.at(RFC_SECRET, 37037036)).isEqualTo("081804");
        } finally {
            Locale.setDefault(before);
        }
    }

    static Stream<String> notCodes() {
        return CodeVariants.of("081804");
    }

    @ParameterizedTest
    @MethodSource("notCodes")
    void takesSixAsciiDigitsOnly(String variant) { // S03
        assertThat(TotpCode.isWellFormed(variant)).isFalse();
        assertThat(TotpCode.isOf(RFC_SECRET, 37037036, variant)).isFalse();
        assertThat(TotpCode.isOf(RFC_SECRET, 37037036, "081804"))
                .as("the code itself")
                .isTrue();
    }

    private static String oathtool(String secret, long seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("oathtool", "--totp", "--base32", "--now", "@" + seconds, secret)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    private static boolean isOnPath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
