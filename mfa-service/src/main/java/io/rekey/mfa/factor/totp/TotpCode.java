package io.rekey.mfa.factor.totp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jboss.aerogear.security.otp.Totp;
import org.jboss.aerogear.security.otp.api.Base32;
import org.jboss.aerogear.security.otp.api.Clock;

/**
 * The only class that touches aerogear-otp-java. Of that library it uses the generator, one step at a time through its
 * clock, and the Base32 encoder. Never its {@code verify()} (takes {@code +123456}, {@code 3784} for {@code 003784}, and a
 * code twice), its {@code uri()} (no issuer) or its {@code Base32.random()} (80 bit).
 */
final class TotpCode {

    static final int DIGITS = 6;

    private static final int SECRET_BYTES = 20;
    /** ASCII digits only: {@code \d} and {@code parseInt} would take full-width and Arabic ones as well. */
    private static final Pattern CODE = Pattern.compile("[0-9]{" + DIGITS + "}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private TotpCode() {}

    /** 160 bit in Base32, the length of SHA-1's output (RFC 4226 4 R6; R1). */
    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Base32.encode(secret);
    }

    /** Whether this text can be a code at all: six ASCII digits and nothing around them. */
    static boolean isWellFormed(String code) {
        return CODE.matcher(code).matches();
    }

    /** Whether this is the code of that step. Compares in constant time (R15). */
    static boolean isOf(String secret, long step, String code) {
        return isWellFormed(code)
                && MessageDigest.isEqual(
                        at(secret, step).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.US_ASCII));
    }

    /** The code of a step. */
    static String at(String secret, long step) {
        // The library pads in the default locale, whose digits need not be ASCII: so its text is read and padded again.
        int value = Integer.parseInt(new Totp(secret, stoppedAt(step)).now());
        char[] digits = new char[DIGITS];
        for (int i = DIGITS - 1; i >= 0; i--, value /= 10) {
            digits[i] = (char) ('0' + value % 10);
        }
        return new String(digits);
    }

    private static Clock stoppedAt(long step) {
        return new Clock() {
            @Override
            public long getCurrentInterval() {
                return step;
            }
        };
    }
}
