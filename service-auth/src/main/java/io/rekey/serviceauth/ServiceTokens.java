package io.rekey.serviceauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mints and verifies the tokens between services: EdDSA over Ed25519, own {@code typ}, one audience, short life (RFC 8725;
 * R56–R61). Verifying costs over a millisecond, so an accepted token is remembered until it expires; a refused one never.
 */
public final class ServiceTokens {

    private static final String TYPE = "rekey-service+jwt";
    private static final int MAX_LENGTH = 4096;
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String name;
    private final PrivateKey privateKey;
    private final Duration lifetime;
    private final Clock clock;
    private final Map<String, Minted> minted = new ConcurrentHashMap<>();
    private final Cache<String, Accepted> accepted =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final JwtParser parser;

    public ServiceTokens(ServiceAuthProperties properties, Clock clock) {
        this.name = properties.name();
        this.privateKey = Ed25519Keys.privateKey(properties.privateKey());
        this.lifetime = properties.lifetime();
        this.clock = clock;
        Map<String, PublicKey> peers = peers(properties.peers());
        // The key is looked up by name in a fixed map; whatever else the header offers (jku, jwk, x5u) is ignored.
        this.parser = Jwts.parser()
                .json(new JwtJson())
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .keyLocator(header -> locate(peers, header))
                .requireAudience(name)
                .sig()
                .clear()
                .add(Jwts.SIG.EdDSA)
                .and()
                .zip()
                .clear()
                .and()
                .build();
    }

    /** A token for calling a service; the same one for half of its life. */
    public String tokenFor(String audience) {
        Instant now = clock.instant();
        Minted current = minted.get(audience);
        if (current == null || !now.isBefore(current.renewAt())) {
            current = mint(audience, now);
            minted.put(audience, current);
        }
        return current.token();
    }

    /** The name of the calling service; empty for anything that is not a present token of a known peer for this service. */
    public Optional<String> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Accepted known = accepted.getIfPresent(token);
        if (known != null) {
            return known.until().isAfter(clock.instant()) ? Optional.of(known.caller()) : Optional.empty();
        }
        return isCanonical(token) ? parse(token) : Optional.empty();
    }

    private Optional<String> parse(String token) {
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            if (!isSound(jws.getHeader(), claims)) {
                return Optional.empty();
            }
            accepted.put(
                    token,
                    new Accepted(claims.getIssuer(), claims.getExpiration().toInstant()));
            return Optional.of(claims.getIssuer());
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty(); // why is nobody's business: the answer is 401 either way
        }
    }

    /** All that the library does not check: own type, a speaker who names itself, one audience, a short life (R58, R59). */
    private boolean isSound(JwsHeader header, Claims claims) {
        return TYPE.equals(header.getType())
                && header.getKeyId().equals(claims.getIssuer())
                && header.getKeyId().equals(claims.getSubject())
                && claims.getAudience().size() == 1
                && claims.getNotBefore() != null
                && isShortLived(claims.getIssuedAt(), claims.getExpiration());
    }

    private boolean isShortLived(@Nullable Date issuedAt, @Nullable Date expiresAt) {
        return issuedAt != null
                && expiresAt != null
                && !issuedAt.toInstant().isAfter(clock.instant().plus(SKEW))
                && !expiresAt.toInstant().isAfter(issuedAt.toInstant().plus(ServiceAuthProperties.LONGEST_LIFETIME));
    }

    /** Three parts, each spelled in the one way that Base64url has for it: one token, one text. */
    private static boolean isCanonical(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        try {
            return parts.size() == 3
                    && parts.stream()
                            .allMatch(part ->
                                    ENCODER.encodeToString(DECODER.decode(part)).equals(part));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<String, PublicKey> peers(Map<String, String> configured) {
        return configured.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, peer -> Ed25519Keys.publicKey(peer.getValue())));
    }

    private static @Nullable Key locate(Map<String, PublicKey> peers, Header header) {
        return header.get("kid") instanceof String kid && NAME.matcher(kid).matches()
                ? peers.get(ServiceAuthProperties.plain(kid))
                : null;
    }

    private Minted mint(String audience, Instant now) {
        Instant expiresAt = now.plus(lifetime);
        String token = Jwts.builder()
                .json(new JwtJson())
                .header()
                .type(TYPE)
                .keyId(name)
                .and()
                .issuer(name)
                .subject(name)
                .audience()
                .add(audience)
                .and()
                .issuedAt(Date.from(now))
                .notBefore(Date.from(now))
                .expiration(Date.from(expiresAt))
                .signWith(privateKey, Jwts.SIG.EdDSA)
                .compact();
        return new Minted(token, now.plus(lifetime.dividedBy(2)));
    }

    private record Minted(String token, Instant renewAt) {}

    private record Accepted(String caller, Instant until) {}
}
