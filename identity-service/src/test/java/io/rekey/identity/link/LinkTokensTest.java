package io.rekey.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.MutableClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Tokens made by somebody who knows the format, some of them even the key (RFC 8725; L01 to L05, L19). */
class LinkTokensTest {

    private static final String KEY = "a-key-for-links-in-this-test-0123456789";
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MutableClock clock = new MutableClock(NOW);
    private final LinkTokens tokens = new LinkTokens(new LinkProperties("https://rekey.example", KEY), clock);
    private final LinkToken said = new LinkToken("u-marta", "r-1", 3, 1, NOW.plusSeconds(3_600));
    private final String genuine = tokens.sign(said);

    @Test
    void readsWhatItSigned() {
        assertThat(tokens.read(genuine)).contains(said);
        assertThat(tokens.sign(said)).isEqualTo(genuine);
    }

    /** The twin of all forgeries below: made the same way, with nothing changed. */
    @Test
    void readsTheSameTextMadeByHand() {
        assertThat(made(header(), claims(), KEY)).isEqualTo(genuine);
    }

    /** The very moment is for the user's document to judge: {@code SetUpLinks} compares with the expiry that it fixed. */
    @Test
    void readsNothingAfterItsExpiry() {
        clock.advance(Duration.ofMillis(3_599_999));
        assertThat(tokens.read(genuine)).isPresent();
        clock.advance(Duration.ofMillis(2));
        assertThat(tokens.read(genuine)).isEmpty();
    }

    @Test
    void refusesAnotherKey() {
        assertThat(tokens.read(made(header(), claims(), KEY.replace('a', 'b')))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "hs256", "RS256", "EdDSA"})
    void refusesEveryOtherAlgorithm(String algorithm) {
        Map<String, Object> header = header();
        header.put("alg", algorithm);
        String forged = made(header, claims(), KEY);
        String[] parts = forged.split("\\.");
        assertThat(tokens.read(forged)).isEmpty();
        assertThat(tokens.read(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.read(parts[0] + "." + parts[1])).isEmpty();
    }

    /** R60: the key is fixed; whatever else the header offers changes the text and so is no link. */
    @Test
    void refusesHeadersThatOfferAKeyOrAskForMore() {
        Map<String, Object> offers = Map.of(
                "kid",
                "../../dev/null",
                "jku",
                "http://127.0.0.1:1/keys.json",
                "x5u",
                "http://127.0.0.1:1/cert.pem",
                "jwk",
                Map.of("kty", "oct", "k", encoded("an attacker's key of thirty-two bytes")),
                "x5c",
                List.of("MIIB"),
                "crit",
                List.of("exp"),
                "zip",
                "DEF",
                "b64",
                false);
        offers.forEach((name, value) -> {
            Map<String, Object> header = header();
            header.put(name, value);
            assertThat(tokens.read(made(header, claims(), KEY))).as(name).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "stepup+jwt", "session+jwt", "MFA-REENROL+JWT", ""})
    void refusesAnotherType(String type) {
        Map<String, Object> header = header();
        header.put("typ", type);
        assertThat(tokens.read(made(header, claims(), KEY))).isEmpty();
    }

    @Test
    void refusesEachClaimLeftOutOrOfAnotherShape() {
        for (String claim : claims().keySet()) {
            for (Object other : shapes()) {
                Map<String, Object> mutated = claims();
                mutated.put(claim, other);
                assertThat(tokens.read(made(header(), mutated, KEY)))
                        .as(claim + " = " + other)
                        .isEmpty();
            }
            Map<String, Object> without = claims();
            without.remove(claim);
            assertThat(tokens.read(made(header(), without, KEY))).as(claim).isEmpty();
        }
    }

    @Test
    void refusesAnotherIssuerAudienceOrTime() {
        refuses("iss", "mfa-service");
        refuses("aud", List.of("rekey-set-up", "elsewhere"));
        refuses("aud", List.of("elsewhere"));
        refuses("exp", NOW.getEpochSecond() - 1);
        refuses("nbf", NOW.getEpochSecond() + 60);
        refuses("iat", NOW.getEpochSecond() + 60);
        refuses("admin", true);
    }

    /** Without the key: no claim can be changed at all. */
    @Test
    void refusesEveryChangedClaimUnderTheOldSignature() {
        Map<String, Object> others = Map.of("sub", "u-ada", "jti", "r-2", "epoch", 4, "gen", 2, "exp", 4_000_000_000L);
        others.forEach((claim, value) -> {
            Map<String, Object> mutated = claims();
            mutated.put(claim, value);
            String forged = made(header(), mutated, KEY);
            String signature = genuine.substring(genuine.lastIndexOf('.'));
            assertThat(tokens.read(forged)).as(claim + " with the key").isPresent();
            assertThat(tokens.read(forged.substring(0, forged.lastIndexOf('.')) + signature))
                    .as(claim)
                    .isEmpty();
        });
    }

    /** L19: one link, one text. */
    @Test
    void readsTheExactTextOnly() {
        List<String> others = new ArrayList<>(List.of(
                genuine + "=",
                genuine + " ",
                " " + genuine,
                genuine + "\n",
                genuine + ".",
                "." + genuine,
                genuine + ".x",
                genuine.toUpperCase(java.util.Locale.ROOT),
                genuine.replace(".", "=."),
                otherSpelling(genuine),
                "x".repeat(4_097),
                genuine + "x".repeat(100_000),
                ""));
        for (int length = 0; length < genuine.length(); length++) {
            others.add(genuine.substring(0, length));
        }
        assertThat(others).allSatisfy(other -> assertThat(tokens.read(other)).isEmpty());
    }

    @Test
    void refusesEveryTextWithOneCharacterChanged() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            StringBuilder changed = new StringBuilder(genuine);
            int at = random.nextInt(genuine.length());
            changed.setCharAt(at, (char) (random.nextInt(4) == 0 ? random.nextInt(0x2000) : 33 + random.nextInt(94)));
            if (!genuine.contentEquals(changed)) {
                assertThat(tokens.read(changed.toString()))
                        .as("seed %d round %d: %s", seed, round, changed)
                        .isEmpty();
            }
        }
    }

    private void refuses(String claim, Object value) {
        Map<String, Object> mutated = claims();
        mutated.put(claim, value);
        assertThat(tokens.read(made(header(), mutated, KEY)))
                .as(claim + " = " + value)
                .isEmpty();
    }

    private static List<@Nullable Object> shapes() {
        List<@Nullable Object> shapes = new ArrayList<>(List.of("", 1.5, true, List.of(), Map.of("x", 1), List.of(1)));
        shapes.add(null);
        return shapes;
    }

    private static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "mfa-reenrol+jwt");
        header.put("alg", "HS256");
        return header;
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "identity-service");
        claims.put("aud", List.of("rekey-set-up"));
        claims.put("sub", said.userId());
        claims.put("jti", said.causeId());
        claims.put("epoch", said.epoch());
        claims.put("gen", said.generation());
        claims.put("exp", said.expiresAt().getEpochSecond());
        return claims;
    }

    private static String made(Map<String, Object> header, Map<String, Object> claims, String key) {
        return sealed(encoded(JSON.writeValueAsString(header)) + "." + encoded(JSON.writeValueAsString(claims)), key);
    }

    private static String sealed(String input, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes in base64 leave two bits unused: four spellings of one signature. */
    private static String otherSpelling(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    }
}
