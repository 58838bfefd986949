package io.rekey.identity;

import io.rekey.identity.Browser.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A program with a key pair that makes its assertions by hand, so that any of them can be made wrong. */
public final class SigningProgram {

    /** Whoever sits on the server of {@link RunningIdentity}. */
    public static final SigningProgram OPERATOR = ed25519().named("operator");

    public static final String TOKEN_URL = RunningIdentity.ORIGIN + "/oauth2/token";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KeyPair keys;
    private final String clientId;

    private SigningProgram(KeyPair keys, String clientId) {
        this.keys = keys;
        this.clientId = clientId;
    }

    public static SigningProgram ed25519() {
        return new SigningProgram(generate("Ed25519", null), "nobody");
    }

    public static SigningProgram p256() {
        return new SigningProgram(generate("EC", "secp256r1"), "nobody");
    }

    /** The same key under the id that it was registered with. */
    public SigningProgram named(String id) {
        return new SigningProgram(keys, id);
    }

    /** Registers a program as the administrator at the browser does. */
    public SigningProgram registeredBy(Person administrator, Browser at, String... permissions) {
        Answer answer = at.post(
                "/api/v1/api-clients",
                Map.of(
                        "name",
                        "Help desk",
                        "publicKey",
                        pem(),
                        "permissions",
                        List.of(permissions),
                        "needsApproval",
                        false),
                Map.of("Rekey-Step-Up", at.proof(administrator, "user:write", administrator.organization())));
        if (answer.status() != 201) {
            throw new AssertionError("not registered: " + answer);
        }
        return named(answer.string("clientId"));
    }

    public String id() {
        return clientId;
    }

    public KeyPair keys() {
        return keys;
    }

    /** As openssl prints it. */
    public String pem() {
        return pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    public static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    /** What a good header says. */
    public Map<String, Object> header() {
        return new LinkedHashMap<>(Map.of("alg", isElliptic() ? "ES256" : "EdDSA"));
    }

    /** What a good assertion says at this moment. */
    public Map<String, Object> claims(Clock clock) {
        long now = clock.instant().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss", clientId,
                "sub", clientId,
                "aud", TOKEN_URL,
                "exp", now + 60,
                "iat", now,
                "jti", UUID.randomUUID().toString()));
    }

    public String assertion(Clock clock) {
        return assertion(header(), claims(clock));
    }

    /** Signed, whatever it says. */
    public String assertion(Map<String, ?> header, Map<String, ?> claims) {
        String text = encode(header) + "." + encode(claims);
        return text + "." + BASE64.encodeToString(sign(text));
    }

    public static String encode(Map<String, ?> json) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(json));
    }

    public byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(isElliptic() ? "SHA256withECDSAinP1363Format" : "Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks for a token with everything that the program has. */
    public Answer ask(Browser at, Clock clock) {
        return ask(at, assertion(clock), Map.of());
    }

    public static Answer ask(Browser at, String assertion, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertion);
        form.putAll(more);
        return post(at, List.copyOf(form.entrySet()));
    }

    /** Sends a form as it is, also with a field twice. */
    public static Answer post(Browser at, List<Map.Entry<String, String>> fields) {
        String body = fields.stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return at.send("POST", "/oauth2/token", body, Map.of("Content-Type", FORM));
    }

    /** The header that carries a fresh token. */
    public Map<String, String> authorization(Browser at, Clock clock) {
        Answer answer = ask(at, clock);
        if (answer.status() != 200) {
            throw new AssertionError("no token: " + answer);
        }
        return Map.of("Authorization", "Bearer " + answer.string("access_token"));
    }

    /** The good form's fields. */
    public List<Map.Entry<String, String>> form(Clock clock) {
        return new ArrayList<>(List.of(
                Map.entry("grant_type", "client_credentials"),
                Map.entry("client_assertion_type", JWT_BEARER),
                Map.entry("client_assertion", assertion(clock))));
    }

    private boolean isElliptic() {
        return keys.getPublic().getAlgorithm().equals("EC");
    }

    private static KeyPair generate(String algorithm, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
