package io.rekey.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.mock.env.MockEnvironment;

class RandomKeyTest {

    private final String key = RandomKey.generate();

    @Test
    void makesKeysThatItKnowsAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(RandomKey.isGenerated(RandomKey.generate())).isTrue();
        }
        assertThat(key).hasSizeGreaterThan(32).isNotEqualTo(RandomKey.generate());
    }

    /** Long enough, all of them; some stand in tests, and some look more random than they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-key-for-links-in-tests-only-0123456789abc",
                "a-key-for-sessions-in-tests-only-0123456789",
                "0123456789abcdef0123456789abcdef",
                "changeme-changeme-changeme-changeme-changeme",
                "rekey_" + "AAAAAAAAAAAAAAAAAAAAAAAA" + "AAAAAAAAAAAAAAAAAAAAAAAA",
                "rekey_" + "a-key-for-links-in-the-documentation-0123456789a",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            })
    void tellsWhatSomebodyTypedFromAKey(String typed) {
        assertThat(RandomKey.isGenerated(typed)).isFalse();
    }

    @Test
    void tellsACopyOfAPartFromAKey() {
        assertThat(RandomKey.isGenerated(key.substring(0, key.length() - 1))).isFalse();
        assertThat(RandomKey.isGenerated(key.substring(1))).isFalse();
        assertThat(RandomKey.isGenerated(key + "A")).isFalse();
        char other = key.charAt(20) == 'x' ? 'y' : 'x';
        assertThat(RandomKey.isGenerated(key.substring(0, 20) + other + key.substring(21)))
                .isFalse();
    }

    @Test
    void aStartIsRefusedInOneSentenceThatQuotesNoKey() {
        assertThatThrownBy(() -> start("a-key-for-links-in-tests-only-0123456789abc", key))
                .isInstanceOfSatisfying(FailureAnalyzedException.class, refused -> {
                    assertThat(refused.analysis().getDescription())
                            .startsWith("REKEY_LINK_KEY was typed")
                            .endsWith("make one with: ./rekey secrets");
                });
        assertThatThrownBy(() -> start(key, "a-key-for-sessions-in-tests-only-0123456789"))
                .isInstanceOf(FailureAnalyzedException.class);
        assertThatThrownBy(() -> start(key, key)).isInstanceOf(FailureAnalyzedException.class);
        assertThatCode(() -> start(key, RandomKey.generate())).doesNotThrowAnyException();
    }

    private static void start(String linkKey, String sessionKey) {
        new RefuseTypedKeys(new MockEnvironment()
                .withProperty("rekey.link.key", linkKey)
                .withProperty("rekey.session.token-key", sessionKey));
    }
}
