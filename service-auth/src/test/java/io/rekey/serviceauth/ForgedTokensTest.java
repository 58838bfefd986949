package io.rekey.serviceauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made by somebody who knows the format and everything public (RFC 8725; R56 to R61). */
class ForgedTokensTest {

    private static final String TYPE = "rekey-service+jwt";

    private final HandClock clock = new HandClock();
    private final Peers peers = new Peers();
    private final ServiceTokens mfa = peers.mfa(clock);

    @Test
    void acceptsTheTokenThatAllOthersDifferFromInOneThing() {
        assertAccepted(token(builder -> {}));
    }

    @Test
    void refusesAnyOtherKey() {
        KeyPair own = Ed25519Keys.generate();
        assertRefused(sign(honest(), own.getPrivate()));
        assertRefused(sign(honest(), peers.mfaKeys.getPrivate()));
        assertRefused(token(builder -> builder.header().keyId(Peers.MFA)));
    }

    @Test
    void ignoresKeysAndAddressesThatTheHeaderOffers() {
        KeyPair own = Ed25519Keys.generate();
        Consumer<JwtBuilder> offer = builder -> builder.header()
                .add("jku", "http://127.0.0.1:1/keys.json")
                .add("x5u", "http://127.0.0.1:1/cert.pem")
                .jwk(Jwks.builder().octetKey(own.getPublic()).build());
        assertAccepted(token(offer));
        JwtBuilder offered = honest();
        offer.accept(offered);
        assertRefused(sign(offered, own.getPrivate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "EdDSA ", "eddsa"})
    void refusesEveryOtherAlgorithm(String algorithm) {
        String[] parts = token(builder -> {}).split("\\.");
        String header =
                encode("{\"typ\":\"%s\",\"kid\":\"%s\",\"alg\":\"%s\"}".formatted(TYPE, Peers.IDENTITY, algorithm));
        assertRefused(header + "." + parts[1] + ".");
        assertRefused(header + "." + parts[1] + "." + parts[2]);
        assertRefused(header + "." + parts[1]);
    }

    /** The old trick: the public key, which everybody may know, as the secret of an HMAC. */
    @Test
    void refusesAnHmacUnderThePublicKey() {
        PublicKey known = peers.identityKeys.getPublic();
        var secret = new javax.crypto.spec.SecretKeySpec(known.getEncoded(), "HmacSHA256");
        assertRefused(honest().signWith(secret, Jwts.SIG.HS256).compact());
    }

    @Test
    void refusesAnotherSignatureAlgorithmUnderAKeyOfItsOwn() {
        assertRefused(honest().signWith(Jwts.SIG.ES256.keyPair().build().getPrivate(), Jwts.SIG.ES256)
                .compact());
        assertRefused(honest().signWith(Jwks.CRV.Ed448.keyPair().build().getPrivate(), Jwts.SIG.EdDSA)
                .compact());
    }

    @Test
    void refusesAnotherType() {
        assertRefused(token(builder -> builder.header().type("JWT")));
        assertRefused(token(builder -> builder.header().type("rekey-link+jwt")));
        assertRefused(token(builder -> builder.header().delete("typ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "../../dev/null", "identity_service", "IDENTITY-SERVICE", "' or 1=1 --", "\u0000"})
    void refusesAnUnknownKeyName(String name) {
        assertRefused(token(builder -> builder.header().keyId(name)));
        assertRefused(token(builder -> {
            builder.header().keyId(name);
            builder.issuer(name).subject(name);
        }));
    }

    @Test
    void refusesHeadersThatNameNoKeyOrAskForMore() throws GeneralSecurityException {
        assertRefused(token(builder -> builder.header().delete("kid")));
        assertRefused(token(builder -> builder.header().keyId("x".repeat(10_000))));
        String header = "{\"typ\":\"%s\",\"alg\":\"EdDSA\",\"kid\":%s}";
        assertAccepted(signed(header.formatted(TYPE, "\"identity-service\"")));
        assertRefused(signed(header.formatted(TYPE, "[\"identity-service\"]")));
        assertRefused(signed(header.formatted(TYPE, "7")));
        assertRefused(signed(header.formatted(TYPE, "\"identity-service\",\"kid\":\"identity-service\"")));
        assertRefused(signed(header.formatted(TYPE, "\"identity-service\",\"crit\":[\"x\"],\"x\":1")));
        assertRefused(signed(header.formatted(TYPE, "\"identity-service\",\"b64\":false,\"crit\":[\"b64\"]")));
    }

    /** An honest payload under a header that the library would not write. */
    private String signed(String header) throws GeneralSecurityException {
        String input = encode(header) + "." + token(builder -> {}).split("\\.")[1];
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(peers.identityKeys.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void refusesASpeakerForSomebodyElse() {
        assertRefused(token(builder -> builder.issuer("device-service")));
        assertRefused(token(builder -> builder.subject("device-service")));
        assertRefused(token(builder -> builder.issuer(null)));
        assertRefused(token(builder -> builder.subject(null)));
    }

    @Test
    void refusesAnyAudienceButThisOneAlone() {
        assertRefused(token(builder -> builder.audience().clear()));
        assertRefused(token(builder -> builder.audience().clear().add("device-service")));
        assertRefused(token(builder -> builder.audience().add("device-service")));
    }

    @Test
    void refusesTimesThatAreMissingOrWrong() {
        Instant now = clock.instant();
        assertRefused(token(builder -> builder.expiration(null)));
        assertRefused(token(builder -> builder.issuedAt(null)));
        assertRefused(token(builder -> builder.notBefore(null)));
        assertRefused(token(builder -> builder.expiration(Date.from(now.minusSeconds(31)))));
        assertRefused(token(builder -> builder.issuedAt(Date.from(now.plusSeconds(31)))));
        assertRefused(token(builder -> builder.notBefore(Date.from(now.plusSeconds(31)))));
        assertAccepted(token(builder -> builder.expiration(Date.from(now.plus(Duration.ofMinutes(15))))));
        assertRefused(token(builder -> builder.expiration(Date.from(now.plus(Duration.ofMinutes(16))))));
    }

    @Test
    void refusesAnOversizedToken() {
        assertAccepted(token(builder -> builder.claim("more", "x".repeat(2_000))));
        assertRefused(token(builder -> builder.claim("more", "x".repeat(4_096))));
    }

    @Test
    void refusesACompressedToken() {
        assertRefused(token(builder -> builder.compressWith(Jwts.ZIP.DEF)));
    }

    @Test
    void refusesEveryTruncationAndEveryChangedCharacter() {
        String token = token(builder -> {});
        IntStream.range(0, token.length()).forEach(length -> assertRefused(token.substring(0, length)));
        IntStream.range(0, token.length()).forEach(at -> {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            assertRefused(token.substring(0, at) + other + token.substring(at + 1));
        });
        assertAccepted(token);
    }

    @Test
    void refusesEveryOtherSpellingOfTheSameToken() {
        String token = token(builder -> {});
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        alphabet.chars()
                .filter(letter -> letter != token.charAt(token.length() - 1))
                .forEach(letter -> assertRefused(token.substring(0, token.length() - 1) + (char) letter));
        for (String other : List.of(token + "=", token + "==", " " + token, token + " ", token + "\n", token + ".")) {
            assertRefused(other);
        }
        assertRefused(token.replaceFirst("\\.", ".="));
        assertRefused("");
        assertRefused("..");
    }

    @Test
    void refusesASignatureWithAnAddedGroupOrder() {
        String[] parts = token(builder -> {}).split("\\.");
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        addGroupOrder(signature);
        assertRefused(parts[0] + "." + parts[1] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    /** S + L is as good as S for a verifier that does not look (RFC 8032 5.1.7). */
    private static void addGroupOrder(byte[] signature) {
        byte[] order = new java.math.BigInteger(
                        "7237005577332262213973186563042994240857116359379907606001950938285454250989")
                .toByteArray();
        int carry = 0;
        for (int at = 0; at < 32; at++) {
            int sum =
                    (signature[32 + at] & 0xff) + (at < order.length ? order[order.length - 1 - at] & 0xff : 0) + carry;
            signature[32 + at] = (byte) sum;
            carry = sum >> 8;
        }
    }

    @Test
    void refusesAnEncryptedToken() {
        assertRefused("e30.e30.e30.e30.e30");
        assertRefused(encode(
                        "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"kid\":\"identity-service\",\"p2c\":2147483647}")
                + ".AA.AA.AA.AA");
    }

    private String token(Consumer<JwtBuilder> difference) {
        JwtBuilder builder = honest();
        difference.accept(builder);
        return sign(builder, peers.identityKeys.getPrivate());
    }

    private static String sign(JwtBuilder builder, PrivateKey key) {
        return builder.signWith(key, Jwts.SIG.EdDSA).compact();
    }

    private JwtBuilder honest() {
        Instant now = clock.instant();
        return Jwts.builder()
                .json(new JwtJson())
                .header()
                .add(Map.of("typ", TYPE, "kid", Peers.IDENTITY))
                .and()
                .issuer(Peers.IDENTITY)
                .subject(Peers.IDENTITY)
                .audience()
                .add(Peers.MFA)
                .and()
                .issuedAt(Date.from(now))
                .notBefore(Date.from(now))
                .expiration(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertAccepted(String token) {
        assertThat(mfa.verify(token)).contains(Peers.IDENTITY);
    }

    private void assertRefused(String token) {
        assertThat(mfa.verify(token)).isEmpty();
    }
}
