package io.rekey.cli.standin;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.io.Deserializer;
import io.rekey.cli.output.Json;
import java.io.IOException;
import java.io.Reader;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Gives tokens for assertions, as strictly as the contract says (RFC 7523, section 3). */
final class TokenEndpoint {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private final Map<String, PublicKey> clients = new HashMap<>();
    private final Set<String> usedIds = new HashSet<>();
    private final List<String> assertions = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private String audience = "";

    void register(String clientId, PublicKey key) {
        clients.put(clientId, key);
    }

    void audience(String url) {
        audience = url;
    }

    boolean isGood(String bearer) {
        return !tokens.isEmpty() && bearer.equals("Bearer " + tokens.getLast());
    }

    /** Ends the token that was given last. */
    void end() {
        tokens.add("nobody-has-this");
    }

    /** Everything secret that ever went over the wire. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(assertions);
        secrets.addAll(tokens);
        return secrets;
    }

    Reply answer(Call call) {
        Map<String, String> form = Call.parameters(call.body());
        boolean asked = call.header("Content-Type").equals("application/x-www-form-urlencoded")
                && form.getOrDefault("grant_type", "").equals("client_credentials")
                && form.getOrDefault("client_assertion_type", "")
                        .equals("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        if (!asked) {
            return Reply.json(400, "{\"error\": \"invalid_request\"}");
        }
        assertions.add(form.get("client_assertion"));
        return isSound(assertions.getLast()) ? token() : refused();
    }

    private Reply token() {
        tokens.add("token-" + tokens.size() + "-" + System.nanoTime());
        return Reply.ok("{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 600, \"scope\": \"\"}"
                .formatted(tokens.getLast()));
    }

    private static Reply refused() {
        return Reply.json(
                401, "{\"error\": \"invalid_client\", \"error_description\": \"The assertion is not good.\"}");
    }

    private boolean isSound(String assertion) {
        try {
            String clientId = Json.text(claimsOf(assertion), "iss");
            PublicKey key = clients.get(clientId);
            if (key == null) {
                return false;
            }
            Jws<Claims> jws = Jwts.parser()
                    .json(new Claimed())
                    .verifyWith(key)
                    .requireAudience(audience)
                    .requireSubject(clientId)
                    .build()
                    .parseSignedClaims(assertion);
            Instant end = jws.getPayload().getExpiration().toInstant();
            return "client-authentication+jwt".equals(jws.getHeader().getType())
                    && end.isBefore(Instant.now().plus(LONGEST_LIFE))
                    && usedIds.add(jws.getPayload().getId());
        } catch (JwtException e) {
            return false;
        }
    }

    private static tools.jackson.databind.JsonNode claimsOf(String assertion) {
        String claims = assertion.split("\\.")[1];
        return Json.read(new String(java.util.Base64.getUrlDecoder().decode(claims)))
                .orElseThrow();
    }

    private static final class Claimed implements Deserializer<Map<String, ?>> {

        private final JsonMapper mapper = JsonMapper.builder().build();

        @Override
        @Deprecated
        public Map<String, ?> deserialize(byte[] bytes) {
            return mapper.readValue(bytes, new TypeReference<Map<String, Object>>() {});
        }

        @Override
        public Map<String, ?> deserialize(Reader reader) {
            try (reader) {
                return mapper.readValue(reader, new TypeReference<Map<String, Object>>() {});
            } catch (IOException e) {
                throw new DeserializationException("not JSON", e);
            }
        }
    }
}
