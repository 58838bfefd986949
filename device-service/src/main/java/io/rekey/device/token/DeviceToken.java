package io.rekey.device.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a trusted browser keeps in its cookie: {@code <device id>.<43 characters>}, the latter 256 random bits in base64url
 * (R50). There is exactly one way to write a token; anything else is none.
 */
public final class DeviceToken {

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARACTERS = 43;
    private static final int MAX_LENGTH = 64 + 1 + SECRET_CHARACTERS;

    private final DeviceId deviceId;
    private final String secret;
    private final TokenHash hash;

    private DeviceToken(DeviceId deviceId, byte[] secret) {
        this.deviceId = deviceId;
        this.secret = encode(secret);
        this.hash = TokenHash.of(secret);
    }

    /** A new token for a device. */
    public static DeviceToken mint(DeviceId deviceId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new DeviceToken(deviceId, secret);
    }

    /** Reads what a browser has sent; empty for everything that {@link #text()} would not have written exactly so. */
    public static Optional<DeviceToken> parse(String text) {
        int dot = text.length() - SECRET_CHARACTERS - 1;
        if (dot < 1 || text.length() > MAX_LENGTH || text.charAt(dot) != '.') {
            return Optional.empty();
        }
        String id = text.substring(0, dot);
        return DeviceId.isValid(id) ? parse(new DeviceId(id), text.substring(dot + 1)) : Optional.empty();
    }

    private static Optional<DeviceToken> parse(DeviceId deviceId, String encoded) {
        try {
            byte[] secret = Base64.getUrlDecoder().decode(encoded);
            // 43 characters carry two bits too many: four texts would decode to one secret, if only one were not
            // demanded.
            boolean canonical = secret.length == SECRET_BYTES && encode(secret).equals(encoded);
            return canonical ? Optional.of(new DeviceToken(deviceId, secret)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The device that the token claims to be of. */
    public DeviceId deviceId() {
        return deviceId;
    }

    /** What is stored and compared. */
    public TokenHash hash() {
        return hash;
    }

    /** The secret itself, for the browser and nobody else: never stored, never logged (R80). */
    public String text() {
        return deviceId.value() + "." + secret;
    }

    @Override
    public String toString() {
        return "DeviceToken[" + deviceId.value() + "]";
    }

    private static String encode(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
