package io.rekey.mfa.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.mfa.factor.Account;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyUriTest {

    @Test
    void saysAllThatAnAppNeeds() {
        assertThat(KeyUri.of(new Account("Acme (production)", "marta@acme.example"), "GEZDGNBV"))
                .isEqualTo("otpauth://totp/Acme%20%28production%29:marta%40acme.example"
                        + "?secret=GEZDGNBV&issuer=Acme%20%28production%29&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void keepsSandboxAndProductionApart() {
        String production = KeyUri.of(new Account("Acme (production)", "marta"), "A");
        String sandbox = KeyUri.of(new Account("Acme (sandbox)", "marta"), "A");

        assertThat(URI.create(production).getPath()).isEqualTo("/Acme (production):marta");
        assertThat(URI.create(sandbox).getPath()).isEqualTo("/Acme (sandbox):marta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Müller & Söhne", "100% #1?", "a=b&secret=EVIL", "Ünïted/..//x", "+1", "日本"})
    void letsNothingOutOfItsPlace(String odd) {
        URI uri = URI.create(KeyUri.of(new Account(odd, odd), "GEZDGNBV"));

        assertThat(uri.getRawFragment()).isNull();
        assertThat(uri.getRawQuery().split("&")).hasSize(5).startsWith("secret=GEZDGNBV");
        assertThat(uri.getPath()).isEqualTo("/" + odd + ":" + odd);
        assertThat(uri.toString()).matches("[\\x21-\\x7e]+").doesNotContain("+");
    }

    @Test
    void letsOnlyOneColonSeparate() {
        assertThat(URI.create(KeyUri.of(new Account("Acme:East", "a:b"), "A")).getPath())
                .isEqualTo("/Acme East:a:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u007f"})
    void refusesNamesThatNoAppCanShow(String bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Account(bad, "marta"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Account("Acme", bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new Account("a".repeat(201), "marta"));
        assertThat(new Account("a".repeat(200), "marta")).isNotNull();
    }
}
