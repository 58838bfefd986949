package io.rekey.identity.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A signing key as {@code ./rekey secrets} prints it: a prefix that scanners for leaked secrets can look for, then in
 * base64url 256 random bits and four bytes of a check sum. So what somebody typed, took from a sample or copied
 * only in part is told from a key, without guessing how random it looks.
 */
public final class RandomKey {

    private static final String PREFIX = "rekey_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{48}");
    private static final int RANDOM_BYTES = 32;
    private static final int CHECK_BYTES = 4;

    private RandomKey() {}

    /** A new key. */
    public static String generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] key = Arrays.copyOf(random, RANDOM_BYTES + CHECK_BYTES);
        System.arraycopy(check(random), 0, key, RANDOM_BYTES, CHECK_BYTES);
        return PREFIX + Base64.getUrlEncoder().encodeToString(key);
    }

    /** Whether it was made by {@link #generate()}, and is whole. */
    static boolean isGenerated(String key) {
        if (!FORM.matcher(key).matches()) {
            return false;
        }
        byte[] decoded = Base64.getUrlDecoder().decode(key.substring(PREFIX.length()));
        byte[] random = Arrays.copyOf(decoded, RANDOM_BYTES);
        return MessageDigest.isEqual(check(random), Arrays.copyOfRange(decoded, RANDOM_BYTES, decoded.length));
    }

    private static byte[] check(byte[] random) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(digest.digest(random), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
