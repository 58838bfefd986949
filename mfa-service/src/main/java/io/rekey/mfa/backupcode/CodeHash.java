package io.rekey.mfa.backupcode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is stored of a backup code: its SHA-256. A slow hash would add nothing to 120 random bits and would make ten codes a
 * way to keep the service busy (ASVS 5.0 6.5.2, R9).
 *
 * @param hex 64 hexadecimal digits
 */
record CodeHash(String hex) {

    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern CODE = Pattern.compile("[" + NewCode.ALPHABET + "]{" + NewCode.LENGTH + "}");

    /**
     * Of what somebody typed: spaces, dashes and case do not matter, everything else does. No look-alike is mapped to another
     * character, and upper case means ASCII's: Unicode would make an S of a long s. Empty if it cannot be a code.
     */
    static Optional<CodeHash> ofEntered(String entered) {
        String code = asciiUpperCase(SEPARATORS.matcher(entered).replaceAll(""));
        return CODE.matcher(code).matches() ? Optional.of(new CodeHash(sha256(code))) : Optional.empty();
    }

    /** In constant time (R15). */
    boolean isSameAs(String storedHex) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), storedHex.getBytes(StandardCharsets.US_ASCII));
    }

    private static String asciiUpperCase(String text) {
        return text.chars()
                .map(c -> c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String sha256(String code) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "CodeHash";
    }
}
