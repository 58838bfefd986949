package io.rekey.identity.link;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.rekey.serviceauth.JwtJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Signs and reads the tokens of mailed links: JWT, HS256, own {@code typ} and key, all claims required (RFC 8725; R56–R61).
 * A token is a pure function of what it says, so the same ticket gives the same token at every retry and only its hash
 * need be stored.
 */
@Component
class LinkTokens {

    private static final String TYPE = "mfa-reenrol+jwt";
    private static final String ISSUER = "identity-service";
    private static final String AUDIENCE = "rekey-set-up";
    private static final int MAX_LENGTH = 4096;

    private final SecretKey key;
    private final JwtParser parser;

    LinkTokens(LinkProperties properties, Clock clock) {
        this.key = Keys.hmacShaKeyFor(properties.key().getBytes(StandardCharsets.UTF_8));
        this.parser = Jwts.parser()
                .json(new JwtJson())
                .clock(() -> Date.from(clock.instant()))
                .verifyWith(key)
                .requireIssuer(ISSUER)
                .requireAudience(AUDIENCE)
                .build();
    }

    String sign(LinkToken token) {
        return Jwts.builder()
                .json(new JwtJson())
                .header()
                .type(TYPE)
                .and()
                .issuer(ISSUER)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(token.userId())
                .id(token.causeId())
                .claim("epoch", token.epoch())
                .claim("gen", token.generation())
                .expiration(Date.from(token.expiresAt()))
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** What a token says; empty for anything but the exact text that {@link #sign} gives. */
    Optional<LinkToken> read(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            LinkToken token = claims(parser.parseSignedClaims(text));
            // Base64 has several spellings of the same bytes: only our own is a link.
            return Optional.of(token).filter(read -> sign(read).equals(text));
        } catch (JwtException | IllegalArgumentException | NullPointerException | ClassCastException e) {
            return Optional.empty(); // why is nobody's business
        }
    }

    private static LinkToken claims(Jws<Claims> jws) {
        if (!TYPE.equals(jws.getHeader().getType())) {
            throw new IllegalArgumentException("another kind of token");
        }
        Claims claims = jws.getPayload();
        Instant expiresAt = claims.getExpiration().toInstant();
        return new LinkToken(
                Objects.requireNonNull(claims.getSubject()),
                Objects.requireNonNull(claims.getId()),
                ((Number) Objects.requireNonNull(claims.get("epoch"))).longValue(),
                ((Number) Objects.requireNonNull(claims.get("gen"))).intValue(),
                expiresAt);
    }
}
