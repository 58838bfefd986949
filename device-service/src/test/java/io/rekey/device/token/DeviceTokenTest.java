package io.rekey.device.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokenTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final DeviceId DEVICE = new DeviceId("d-1_x");
    private final SecureRandom random = new SecureRandom();

    @Test
    void isTheDeviceIdAnd256RandomBits() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String text = DeviceToken.mint(DEVICE, random).text();
            assertThat(text).matches("d-1_x\\.[A-Za-z0-9_-]{43}");
            assertThat(Base64.getUrlDecoder().decode(text.substring(6))).hasSize(32);
            assertThat(seen.add(text)).isTrue();
        }
    }

    @Test
    void isReadBackExactly() {
        DeviceToken minted = DeviceToken.mint(DEVICE, random);
        DeviceToken parsed = DeviceToken.parse(minted.text()).orElseThrow();
        assertThat(parsed.deviceId()).isEqualTo(DEVICE);
        assertThat(parsed.hash()).isEqualTo(minted.hash());
        assertThat(parsed.text()).isEqualTo(minted.text());
    }

    @Test
    void hasOneSpellingOnly() {
        String text = DeviceToken.mint(DEVICE, random).text();
        String allButLast = text.substring(0, text.length() - 1);
        byte[] secret = Base64.getUrlDecoder().decode(text.substring(6));
        List<String> twins = new ArrayList<>();
        for (char last : ALPHABET.toCharArray()) {
            if (java.util.Arrays.equals(Base64.getUrlDecoder().decode(allButLast.substring(6) + last), secret)) {
                twins.add(allButLast + last);
            }
        }
        assertThat(twins).as("a lenient decoder takes four spellings").hasSize(4);
        assertThat(twins.stream().filter(twin -> DeviceToken.parse(twin).isPresent()))
                .containsExactly(text);
    }

    @Test
    void isNoneIfAnythingIsAddedOrCut() {
        String text = DeviceToken.mint(DEVICE, random).text();
        for (int length = 0; length < text.length(); length++) {
            assertThat(DeviceToken.parse(text.substring(0, length))).isEmpty();
        }
        for (String more : List.of("A", "=", "==", " ", "\n", "\0", ".", "%3D")) {
            assertThat(DeviceToken.parse(text + more)).as("behind").isEmpty();
        }
        for (String more : List.of(".", " ", "\n", "\0")) {
            assertThat(DeviceToken.parse(more + text)).as("before").isEmpty();
        }
        assertThat(DeviceToken.parse("A" + text).orElseThrow().deviceId())
                .as("another device's id is another device")
                .isNotEqualTo(DEVICE);
    }

    @Test
    void isAnotherOneIfALetterChangesItsCase() {
        DeviceToken minted = DeviceToken.mint(DEVICE, random);
        String text = minted.text();
        for (int i = 6; i < text.length(); i++) {
            char flipped = flip(text.charAt(i));
            if (flipped != text.charAt(i)) {
                String other = text.substring(0, i) + flipped + text.substring(i + 1);
                assertThat(DeviceToken.parse(other).map(DeviceToken::hash))
                        .isNotEqualTo(java.util.Optional.of(minted.hash()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "d1",
                "d1.",
                ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "d 1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "d$1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "d.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "d1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/",
                "d1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "d1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
                "d1.ÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "d1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            })
    void isNoneInAnyOtherForm(String text) {
        assertThat(DeviceToken.parse(text)).isEmpty();
    }

    @Test
    void readsTheSimplestToken() {
        assertThat(DeviceToken.parse("d1." + "A".repeat(43))).isPresent();
        assertThat(DeviceToken.parse("d".repeat(64) + "." + "A".repeat(43))).isPresent();
        assertThat(DeviceToken.parse("d".repeat(65) + "." + "A".repeat(43))).isEmpty();
        assertThat(DeviceToken.parse("d".repeat(1_000_000))).isEmpty();
    }

    @Test
    void keepsItsSecretOutOfLogs() {
        DeviceToken token = DeviceToken.mint(DEVICE, random);
        assertThat(token.toString()).isEqualTo("DeviceToken[d-1_x]");
        assertThat(token.hash().toString()).doesNotContain(token.hash().value());
    }

    @Test
    void refusesADeviceIdOfAnotherForm() {
        assertThat(new DeviceId("a".repeat(64)).value()).hasSize(64);
        for (String bad : List.of("", "a".repeat(65), "a.b", "a b", "a\n", "ä")) {
            assertThatThrownBy(() -> new DeviceId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static char flip(char letter) {
        return Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
    }
}
