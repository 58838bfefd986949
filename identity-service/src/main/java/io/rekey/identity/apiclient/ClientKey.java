package io.rekey.identity.apiclient;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A program's public key, and with it the one algorithm that its signatures may have (RFC 8725 3.1; R56, R57): what an
 * assertion's header claims is only compared with it.
 */
public record ClientKey(PublicKey publicKey, Algorithm algorithm) {

    /** How a program signs. */
    public enum Algorithm {
        /** ECDSA over P-256 with SHA-256. */
        ES256("EC", "ES256"),
        /** Ed25519. */
        EDDSA("Ed25519", "EdDSA");

        private final String keyFactory;
        private final String jwtName;

        Algorithm(String keyFactory, String jwtName) {
            this.keyFactory = keyFactory;
            this.jwtName = jwtName;
        }

        /** As it stands in the header of a JWT. */
        public String jwtName() {
            return jwtName;
        }
    }

    private static final String PUBLIC = "PUBLIC KEY";
    private static final BigInteger P256 =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    /**
     * Reads a SubjectPublicKeyInfo, as PEM or as the Base64 inside it.
     *
     * @throws IllegalArgumentException a sentence for the person who gave it, which never quotes it: a private key pasted by
     *     mistake is named as such
     */
    public static ClientKey read(String text) {
        String key = text.strip();
        if (key.contains("PRIVATE KEY")) {
            throw privateKey();
        }
        byte[] der =
                decoded(key.replace("-----BEGIN " + PUBLIC + "-----", "").replace("-----END " + PUBLIC + "-----", ""));
        for (Algorithm algorithm : Algorithm.values()) {
            if (isPrivate(der, algorithm)) {
                throw privateKey();
            }
        }
        return List.of(Algorithm.values()).stream()
                .flatMap(algorithm -> of(der, algorithm))
                .findFirst()
                .orElseThrow(ClientKey::unknown);
    }

    /** The key in Base64, on one line. */
    public String encoded() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    /** SHA-256 of the SubjectPublicKeyInfo, in hexadecimal. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.util.stream.Stream<ClientKey> of(byte[] der, Algorithm algorithm) {
        try {
            PublicKey key = KeyFactory.getInstance(algorithm.keyFactory).generatePublic(new X509EncodedKeySpec(der));
            boolean sound = Arrays.equals(key.getEncoded(), der) && (!(key instanceof ECPublicKey ec) || isOnP256(ec));
            return sound ? java.util.stream.Stream.of(new ClientKey(key, algorithm)) : java.util.stream.Stream.empty();
        } catch (GeneralSecurityException e) {
            return java.util.stream.Stream.empty();
        }
    }

    /** The right curve, and a point of it: the library that verifies takes that for granted. */
    private static boolean isOnP256(ECPublicKey key) {
        ECParameterSpec curve = key.getParams();
        if (!(curve.getCurve().getField() instanceof ECFieldFp field)
                || !field.getP().equals(P256)) {
            return false;
        }
        ECPoint point = key.getW();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return x.compareTo(P256) < 0
                && y.compareTo(P256) < 0
                && y.pow(2).subtract(right).mod(P256).signum() == 0;
    }

    private static boolean isPrivate(byte[] der, Algorithm algorithm) {
        try {
            KeyFactory.getInstance(algorithm.keyFactory).generatePrivate(new PKCS8EncodedKeySpec(der));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static IllegalArgumentException privateKey() {
        return new IllegalArgumentException(
                "This is a private key. It belongs to the program alone, and now it has been"
                        + " sent: make a new pair and give the public key of that.");
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "This is not a public key on the curve P-256 or Ed25519, as openssl pkey -pubout" + " prints it.");
    }
}
