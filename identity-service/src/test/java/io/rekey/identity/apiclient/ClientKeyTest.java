package io.rekey.identity.apiclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.identity.SigningProgram;
import io.rekey.identity.apiclient.ClientKey.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R56, R57: P-256 and Ed25519, and what is none of them is refused by a sentence that does not quote it. */
class ClientKeyTest {

    private static final SigningProgram ED25519 = SigningProgram.ed25519();
    private static final SigningProgram P256 = SigningProgram.p256();

    @Test
    void readsBothKindsAsPemAndAsBase64() {
        for (Map.Entry<SigningProgram, Algorithm> each :
                Map.of(ED25519, Algorithm.EDDSA, P256, Algorithm.ES256).entrySet()) {
            byte[] der = each.getKey().keys().getPublic().getEncoded();
            ClientKey read = ClientKey.read(each.getKey().pem());
            assertThat(read.algorithm()).isEqualTo(each.getValue());
            assertThat(read.publicKey()).isEqualTo(each.getKey().keys().getPublic());
            assertThat(read.encoded()).isEqualTo(Base64.getEncoder().encodeToString(der));
            assertThat(ClientKey.read(read.encoded())).isEqualTo(read);
            assertThat(ClientKey.read("\r\n" + each.getKey().pem().replace("\n", "\r\n") + " "))
                    .isEqualTo(read);
        }
    }

    /** What {@code openssl pkey -pubin -outform DER | sha256sum} prints of the same key. */
    @Test
    void hasAFingerprintThatPeopleCanCompare() {
        assertThat(ClientKey.read("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
                        .fingerprint())
                .isEqualTo("a1e9156054e04fac899ae9f275132cdc07a5dbc4ea2c2ad3a1ffc6e0d253681f");
    }

    static Stream<KeyPair> otherKinds() throws GeneralSecurityException {
        return Stream.of(
                pair("EC", new ECGenParameterSpec("secp384r1")),
                pair("EC", new ECGenParameterSpec("secp521r1")),
                pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
                KeyPairGenerator.getInstance("Ed448").generateKeyPair(),
                KeyPairGenerator.getInstance("X25519").generateKeyPair());
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void refusesEveryOtherKind(KeyPair pair) {
        assertRefused(SigningProgram.pem("PUBLIC KEY", pair.getPublic().getEncoded()), "not a public key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE ada",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE\"}",
                "AAAA",
                "%%%%"
            })
    void refusesWhatIsNoKey(String text) {
        assertRefused(text, "not a public key");
    }

    @Test
    void namesAPrivateKeyAsOne() {
        for (SigningProgram program : new SigningProgram[] {ED25519, P256}) {
            byte[] secret = program.keys().getPrivate().getEncoded();
            assertRefused(SigningProgram.pem("PRIVATE KEY", secret), "This is a private key");
            assertRefused(SigningProgram.pem("PUBLIC KEY", secret), "This is a private key");
            assertRefused(Base64.getEncoder().encodeToString(secret), "This is a private key");
            assertRefused(SigningProgram.pem("PRIVATE KEY", secret) + program.pem(), "This is a private key");
        }
        assertRefused(SigningProgram.pem("EC PRIVATE KEY", new byte[40]), "This is a private key");
        assertRefused(SigningProgram.pem("ENCRYPTED PRIVATE KEY", new byte[40]), "This is a private key");
        assertRefused(SigningProgram.pem("OPENSSH PRIVATE KEY", new byte[40]), "This is a private key");
    }

    @Test
    void refusesAKeyThatWasCutOffOrLengthened() {
        for (SigningProgram program : new SigningProgram[] {ED25519, P256}) {
            byte[] der = program.keys().getPublic().getEncoded();
            for (int length : new int[] {der.length - 1, der.length / 2, der.length + 1}) {
                assertRefused(Base64.getEncoder().encodeToString(Arrays.copyOf(der, length)), "not a public key");
            }
        }
    }

    /** A verifier that takes any pair of numbers for a point can be made to tell about other keys. */
    @Test
    void refusesAPointThatIsNotOnTheCurve() {
        byte[] der = P256.keys().getPublic().getEncoded();
        der[der.length - 1] ^= 1;
        assertRefused(Base64.getEncoder().encodeToString(der), "not a public key");
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(kind);
        return generator.generateKeyPair();
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> ClientKey.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .contains(sentence)
                .doesNotContain(text.substring(0, Math.min(4, text.length())));
    }
}
