package io.rekey.identity.accesstoken;

import io.rekey.serviceauth.JwtJson;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A signed assertion as somebody sent it (RFC 7523): what it says, of which nothing is believed before the signature was
 * verified. Only the client id is used before that, to find the key.
 *
 * @param text all of it, three parts
 * @param header of which the key decides, not the other way round (R56, R60)
 */
record Assertion(String text, Map<String, ?> header, Map<String, ?> claims) {

    private static final int MAX_LENGTH = 4096;
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final JwtJson JSON = new JwtJson();

    /** What stands in an assertion; empty for what is none, or is longer than any needs to be (R61). */
    static Optional<Assertion> read(String text) {
        List<String> parts = text.length() > MAX_LENGTH ? List.of() : List.of(text.split("\\.", -1));
        if (parts.size() != 3 || !parts.stream().allMatch(Assertion::isCanonical)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Assertion(text, json(parts.get(0)), json(parts.get(1))));
        } catch (RuntimeException e) {
            return Optional.empty(); // not an object, or one that two readers could read in two ways
        }
    }

    /** The algorithm that it claims. */
    String algorithm() {
        return text(header, "alg").orElse("");
    }

    /** Of what kind it says it is; empty if it does not. */
    Optional<String> type() {
        return header.containsKey("typ") ? Optional.of(text(header, "typ").orElse("?")) : Optional.empty();
    }

    /** Whether the header asks for what no plain signature needs: compression, or something that must be understood. */
    boolean isExtraordinary() {
        return header.containsKey("zip") || header.containsKey("crit") || header.containsKey("b64");
    }

    /** Who it says it is from; empty if that is no id. */
    Optional<String> clientId() {
        return text(claims, "sub").filter(id -> id.matches("[A-Za-z0-9_-]{1,64}"));
    }

    Optional<String> issuer() {
        return text(claims, "iss");
    }

    /** Its own name, by which a second use is known. */
    Optional<String> id() {
        return text(claims, "jti").filter(id -> !id.isEmpty() && id.length() <= 64);
    }

    /** Whom it is for. */
    Collection<?> audience() {
        return switch (claims.get("aud")) {
            case String one -> List.of(one);
            case Collection<?> several -> several;
            case null, default -> List.of();
        };
    }

    /** A time claim. One that is there and no number of seconds makes the assertion bad. */
    Moment moment(String name) {
        Object value = claims.get(name);
        if (!claims.containsKey(name)) {
            return new Moment.Absent();
        }
        return value instanceof Number seconds && Math.abs(seconds.doubleValue()) < 1e11
                ? new Moment.At(Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000)))
                : new Moment.Bad();
    }

    /** A NumericDate of RFC 7519. */
    sealed interface Moment {
        record At(Instant instant) implements Moment {}

        record Absent() implements Moment {}

        record Bad() implements Moment {}
    }

    private static Optional<String> text(Map<String, ?> from, String name) {
        return from.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Map<String, ?> json(String part) {
        String text = new String(DECODER.decode(part), StandardCharsets.UTF_8);
        return Objects.requireNonNull(JSON.deserialize(new StringReader(text)), "null is JSON, and no object");
    }

    /** Spelled in the one way that Base64url has for it: what is verified is what was read. */
    private static boolean isCanonical(String part) {
        try {
            return ENCODER.encodeToString(DECODER.decode(part)).equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whoever has an assertion can use it, for once. */
    @Override
    public String toString() {
        return "Assertion[…]";
    }
}
