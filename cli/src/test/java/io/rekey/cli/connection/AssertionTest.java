package io.rekey.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.Json;
import io.rekey.cli.standin.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a client says about itself (RFC 7523, section 3). */
class AssertionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String AUDIENCE = "https://rekey.example.org/oauth2/token";

    @TempDir
    private Path folder;

    private final KeyPair pair = Keys.ed25519();

    @Test
    void namesTheClientTheServerAndAMinute() {
        JsonNode claims = part(assertion(pair), 1);
        assertThat(claims.path("iss").asString()).isEqualTo("helpdesk");
        assertThat(claims.path("sub").asString()).isEqualTo("helpdesk");
        assertThat(Json.text(claims, "aud")).isEqualTo(AUDIENCE);
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
    }

    @Test
    void isOfAKindOfItsOwn() {
        JsonNode header = part(assertion(pair), 0);
        assertThat(header.path("typ").asString()).isEqualTo("client-authentication+jwt");
        assertThat(header.path("alg").asString()).isEqualTo("EdDSA");
        assertThat(part(assertion(Keys.ec("secp256r1")), 0).path("alg").asString())
                .isEqualTo("ES256");
    }

    @Test
    void isForOneUse() {
        String one = Json.text(part(assertion(pair), 1), "jti");
        assertThat(one).hasSize(36).isNotEqualTo(Json.text(part(assertion(pair), 1), "jti"));
    }

    private String assertion(KeyPair keys) {
        ClientKey key = ClientKey.read(Keys.file(folder.resolve("key.pem"), keys));
        return new Caller("helpdesk", key).assertion(AUDIENCE, NOW);
    }

    private static JsonNode part(String assertion, int index) {
        byte[] json = Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[index]);
        return Json.read(new String(json, StandardCharsets.UTF_8)).orElseThrow();
    }
}
