package io.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.journey.Authenticator.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The app that checks mfa-service is checked itself, by RFC 6238's own numbers. */
class AuthenticatorTest {

    /** Appendix B: the ASCII text 12345678901234567890. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void showsTheCodesOfRfc6238(long second, String code) {
        assertThat(at(second).presentCode()).isEqualTo(code);
    }

    @Test
    void givesNoCodeTwice() throws InterruptedException {
        Authenticator app = at(1_111_111_115);

        assertThat(app.freshCode()).isEqualTo(app.codeAt(app.step() - 1));
        assertThat(app.freshCode()).isEqualTo(app.presentCode());
    }

    @Test
    void refusesWhatIsNoOtpauthAddress() {
        assertThatThrownBy(() -> Authenticator.of("https://example.org", Clock.systemUTC(), Waiting.silent()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Authenticator at(long second) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        return Authenticator.of("otpauth://totp/Acme:marta?secret=" + SECRET + "&issuer=Acme", clock, Waiting.silent());
    }
}
