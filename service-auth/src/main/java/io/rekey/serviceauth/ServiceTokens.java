package io.rekey.serviceauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
        Map<String, PublicKey> peers = properties.peers().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, peer -> Ed25519Keys.publicKey(peer.getValue())));
        // The key is looked up by name in a fixed map; whatever else the header offers (jku, jwk, x5u) is ignored.
        this.parser = Jwts.parser()
                .json(new JwtJson())
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .keyLocator(header -> locate(peers, header))
                .requireAudience(name)
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
        Accepted known = accepted.getIfPresent(token);
        if (known != null) {
            return known.until().isAfter(clock.instant()) ? Optional.of(known.caller()) : Optional.empty();
        }
        return token.length() > MAX_LENGTH ? Optional.empty() : parse(token);
    }

    private Optional<String> parse(String token) {
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            String caller = jws.getHeader().getKeyId();
            boolean sound = TYPE.equals(jws.getHeader().getType())
                    && "EdDSA".equals(jws.getHeader().getAlgorithm())
                    && caller.equals(claims.getIssuer())
                    && caller.equals(claims.getSubject())
                    && claims.getExpiration() != null
                    && claims.getIssuedAt() != null
                    && !claims.getIssuedAt().toInstant().isAfter(clock.instant().plus(SKEW));
            if (!sound) {
                return Optional.empty();
            }
            accepted.put(token, new Accepted(caller, claims.getExpiration().toInstant()));
            return Optional.of(caller);
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty(); // why is nobody's business: the answer is 401 either way
        }
    }

    private static @Nullable Key locate(Map<String, PublicKey> peers, Header header) {
        return header.get("kid") instanceof String kid ? peers.get(kid) : null;
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
