package io.rekey.cli.connection;

import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Who calls, and the proof of it: an assertion signed with the client's own key (RFC 7523, section 2.2). */
record Caller(String clientId, ClientKey key) {

    /** The client whose key lies on the server; it needs no registration. */
    static final String OPERATOR = "operator";

    private static final String TYPE = "client-authentication+jwt";
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    /** For one use at this place, within a minute. */
    String assertion(String audience, Instant now) {
        return Jwts.builder()
                .json(new AssertionJson())
                .header()
                .type(TYPE)
                .and()
                .id(UUID.randomUUID().toString())
                .issuer(clientId)
                .subject(clientId)
                .audience()
                .add(audience)
                .and()
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .signWith(key.privateKey(), key.algorithm())
                .compact();
    }

    @Override
    public String toString() {
        return "Caller[" + clientId + "]";
    }
}
