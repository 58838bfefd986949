package io.rekey.mfa.factor.totp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's phone: knows a secret, shows the code of its own time. Computes the code independently of the product's library. */
public record AuthenticatorApp(String secret) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public String codeAt(Instant instant) {
        return codeOfStep(Math.floorDiv(instant.getEpochSecond(), 30));
    }

    public String codeAt(Instant instant, int stepsLater) {
        return codeAt(instant.plus(Duration.ofSeconds(30L * stepsLater)));
    }

    /** A code that is none of the near ones. */
    public String wrongCodeAt(Instant instant) {
        for (int i = 0; ; i++) {
            String candidate = "%06d".formatted(i);
            boolean near = false;
            for (int step = -12; step <= 12; step++) {
                near |= candidate.equals(codeAt(instant, step));
            }
            if (!near) {
                return candidate;
            }
        }
    }

    /** RFC 4226 5.3 over RFC 6238's moving factor. */
    public String codeOfStep(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(decoded(), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int truncated = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4648 6, without padding. */
    public byte[] decoded() {
        BigInteger value = BigInteger.ZERO;
        for (char c : secret.toCharArray()) {
            value = value.shiftLeft(5).add(BigInteger.valueOf(ALPHABET.indexOf(c)));
        }
        int length = secret.length() * 5 / 8;
        byte[] decoded = new byte[length];
        for (int i = length - 1; i >= 0; i--) {
            decoded[i] = value.byteValue();
            value = value.shiftRight(8);
        }
        return decoded;
    }
}
