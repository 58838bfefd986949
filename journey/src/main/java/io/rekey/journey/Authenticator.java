package io.rekey.journey;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app: six digits every 30 seconds (RFC 6238, HMAC-SHA-1). Written apart from mfa-service on purpose, so
 * that the two check each other.
 */
public final class Authenticator {

    private static final Pattern SECRET = Pattern.compile("[?&]secret=([A-Za-z2-7]+)");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;
    /** A code of the step before is good until the present step ends; with less time left than this, it is too risky. */
    private static final int MARGIN_SECONDS = 5;

    private final byte[] secret;
    private final Clock clock;
    private final Waiting waiting;
    private long lastStep = -1;

    private Authenticator(byte[] secret, Clock clock, Waiting waiting) {
        this.secret = secret;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Scans the QR code, so to speak. */
    public static Authenticator of(String otpauthUri, Clock clock, Waiting waiting) {
        Matcher found = SECRET.matcher(otpauthUri);
        if (!found.find()) {
            throw new IllegalArgumentException("not an otpauth address");
        }
        return new Authenticator(decoded(found.group(1)), clock, waiting);
    }

    /** What the app shows now. */
    public String presentCode() {
        return codeAt(step());
    }

    /** What it shows in some half minute, counted from 1970 on: for stories about clocks that are off. */
    public String codeAt(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /** The present half minute. */
    public long step() {
        return clock.instant().getEpochSecond() / STEP_SECONDS;
    }

    /** Seconds until the app shows another code. */
    public long secondsLeft() {
        return STEP_SECONDS - clock.instant().getEpochSecond() % STEP_SECONDS;
    }

    /**
     * A code that was not used before and is accepted now. It prefers the step before the present one, so that two codes in
     * a row need no waiting; a third one waits for the next step.
     */
    public synchronized String freshCode() throws InterruptedException {
        long present = step();
        boolean previousWillDo = lastStep < present - 1 && secondsLeft() > MARGIN_SECONDS;
        long wanted = previousWillDo ? present - 1 : Math.max(present, lastStep + 1);
        if (wanted > present) {
            waitFor(wanted);
        }
        lastStep = wanted;
        return codeAt(wanted);
    }

    private void waitFor(long step) throws InterruptedException {
        Duration pause = Duration.between(clock.instant(), Instant.ofEpochSecond(step * STEP_SECONDS));
        waiting.begins(pause);
        while (step() < step) {
            Thread.sleep(Math.max(
                    20,
                    Duration.between(clock.instant(), Instant.ofEpochSecond(step * STEP_SECONDS))
                            .toMillis()));
        }
    }

    private static byte[] decoded(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long buffer = 0;
        int bits = 0;
        for (char each : base32.toUpperCase(Locale.ROOT).toCharArray()) {
            buffer = (buffer << 5 | ALPHABET.indexOf(each)) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write((int) (buffer >> bits));
            }
        }
        return bytes.toByteArray();
    }

    /** Is told before a wait for the next code. */
    @FunctionalInterface
    public interface Waiting {

        void begins(Duration pause);

        static Waiting silent() {
            return pause -> {};
        }
    }
}
