package io.rekey.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPropertiesTest {

    private static final String KEY = "k".repeat(32);

    @Test
    void demandsAKeyAndDoesNotSayTheOneItGot() {
        String tooShort = "s".repeat(31);
        for (String key : new String[] {"", tooShort}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LinkProperties("https://rekey.example", key))
                    .withMessageContaining("rekey.link.key (REKEY_LINK_KEY) must have at least 32 characters")
                    .withMessageNotContaining(tooShort);
        }
        assertThat(new LinkProperties("https://rekey.example", KEY).key()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://rekey.example",
                "http://localhost.evil.example",
                "ftp://rekey.example",
                "rekey.example",
                "javascript:alert(1)",
                "//rekey.example"
            })
    void refusesABaseThatIsNotHttps(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkProperties(base, KEY))
                .withMessageContaining("rekey.link.base-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://rekey.example", "https://rekey.example/", "http://localhost:8080"})
    void takesHttpsAndLocalhostWithoutATrailingSlash(String base) {
        assertThat(new LinkProperties(base, KEY).baseUrl()).isEqualTo(base.replaceAll("/$", ""));
    }

    @Test
    void keepsItsKeyToItself() {
        assertThat(new LinkProperties("https://rekey.example", KEY).toString())
                .doesNotContain(KEY)
                .contains("https://rekey.example");
    }
}
