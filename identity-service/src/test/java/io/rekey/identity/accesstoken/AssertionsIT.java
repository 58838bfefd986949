package io.rekey.identity.accesstoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R56 to R61: assertions by somebody who knows the format, and has the key, and says something else by one claim. */
class AssertionsIT extends RunningIdentity {

    private static final int ROUNDS = 400;

    private SigningProgram program;

    @BeforeEach
    void register() {
        Person ada = administrator();
        program = SigningProgram.ed25519().registeredBy(ada, signedIn(ada), "user:read");
    }

    /** One change to what an assertion says; in place, with a source of chance for its details. */
    private interface Change {
        void make(Map<String, Object> header, Map<String, Object> claims, Random random);
    }

    /** Each must be taken, alone and all together. */
    private Map<String, Change> harmless() {
        Map<String, Change> changes = new HashMap<>();
        changes.put("typ JWT", (header, claims, random) -> header.put("typ", "JWT"));
        changes.put("typ of its own", (header, claims, random) -> header.put("typ", "client-authentication+jwt"));
        changes.put("keys by address", (header, claims, random) -> {
            header.put("kid", "k" + random.nextInt());
            header.put("jku", "https://evil.example/keys");
            header.put("x5u", "https://evil.example/certificate");
        });
        changes.put("a key inside", (header, claims, random) -> header.put("jwk", jwk(SigningProgram.ed25519())));
        changes.put(
                "aud in a list",
                (header, claims, random) ->
                        claims.put("aud", List.of("https://other.example", SigningProgram.TOKEN_URL)));
        changes.put("aud the base", (header, claims, random) -> claims.put("aud", ORIGIN));
        changes.put("no iat", (header, claims, random) -> claims.remove("iat"));
        changes.put("nbf", (header, claims, random) -> claims.put("nbf", now() - random.nextInt(1_000_000)));
        changes.put("clock ahead", (header, claims, random) -> claims.put("iat", now() + random.nextInt(30)));
        changes.put("exp", (header, claims, random) -> claims.put("exp", now() + 1 + random.nextInt(299)));
        changes.put("exp with a fraction", (header, claims, random) -> claims.put("exp", now() + 2.5));
        changes.put("long jti", (header, claims, random) -> claims.put("jti", text(64, random)));
        changes.put("more claims", (header, claims, random) -> claims.put("role", "OPERATOR"));
        return changes;
    }

    /** Each alone must be refused, whatever harmless ones come with it. */
    private Map<String, Change> harmful() {
        Map<String, Change> changes = new HashMap<>();
        for (String claim : List.of("iss", "sub", "aud", "exp", "jti")) {
            changes.put("no " + claim, (header, claims, random) -> claims.remove(claim));
            changes.put(claim + " null", (header, claims, random) -> claims.put(claim, null));
            changes.put(claim + " a map", (header, claims, random) -> claims.put(claim, Map.of("$ne", "x")));
            changes.put(claim + " true", (header, claims, random) -> claims.put(claim, true));
            changes.put(claim + " empty", (header, claims, random) -> claims.put(claim, ""));
        }
        changes.put("iss somebody else", (header, claims, random) -> claims.put("iss", "operator"));
        changes.put("sub somebody else", (header, claims, random) -> claims.put("sub", text(36, random)));
        changes.put("sub operator", (header, claims, random) -> {
            claims.put("iss", "operator");
            claims.put("sub", "operator");
        });
        for (String elsewhere : List.of(
                ORIGIN + "/",
                ORIGIN + "/oauth2/token/",
                ORIGIN + "/oauth2",
                "http" + ORIGIN.substring(5),
                ORIGIN + ".evil")) {
            changes.put("aud " + elsewhere, (header, claims, random) -> claims.put("aud", elsewhere));
            changes.put("aud list " + elsewhere, (header, claims, random) -> claims.put("aud", List.of(elsewhere)));
        }
        changes.put("aud in a list in a list", (header, claims, random) -> claims.put("aud", List.of(List.of(ORIGIN))));
        changes.put("aud no list", (header, claims, random) -> claims.put("aud", List.of()));
        changes.put("expired", (header, claims, random) -> claims.put("exp", now() - random.nextInt(1_000)));
        changes.put("too long", (header, claims, random) -> claims.put("exp", now() + 302 + random.nextInt(1_000_000)));
        changes.put("exp a text", (header, claims, random) -> claims.put("exp", "" + (now() + 60)));
        changes.put("exp for ever", (header, claims, random) -> claims.put("exp", 1e300));
        changes.put("not yet", (header, claims, random) -> claims.put("nbf", now() + 32 + random.nextInt(100)));
        changes.put("nbf a text", (header, claims, random) -> claims.put("nbf", "now"));
        changes.put("from the future", (header, claims, random) -> claims.put("iat", now() + 32 + random.nextInt(100)));
        changes.put("iat null", (header, claims, random) -> claims.put("iat", null));
        changes.put("jti too long", (header, claims, random) -> claims.put("jti", text(65, random)));
        changes.put("jti a number", (header, claims, random) -> claims.put("jti", random.nextInt()));
        for (Object type : Arrays.asList("at+jwt", "rekey-service+jwt", "mfa-reenrol+jwt", "dpop+jwt", "", 1, null)) {
            changes.put("typ " + type, (header, claims, random) -> header.put("typ", type));
        }
        for (Object algorithm :
                Arrays.asList("none", "None", "ES256", "HS256", "RS256", "Ed25519", "EdDSA ", "eddsa", "", null, 1)) {
            changes.put("alg " + algorithm, (header, claims, random) -> header.put("alg", algorithm));
        }
        changes.put("no alg", (header, claims, random) -> header.remove("alg"));
        changes.put("compressed", (header, claims, random) -> header.put("zip", "DEF"));
        changes.put("critical", (header, claims, random) -> {
            header.put("crit", List.of("exp"));
            header.put("exp", 1);
        });
        changes.put("unencoded", (header, claims, random) -> header.put("b64", false));
        changes.put("too much", (header, claims, random) -> claims.put("more", text(4_096, random)));
        return changes;
    }

    @Test
    void takesEachHarmlessChangeAndRefusesEachHarmfulOne() {
        Random random = new Random(1);
        harmless()
                .forEach((name, change) ->
                        assertThat(status(List.of(change), random)).as(name).isEqualTo(200));
        harmful()
                .forEach((name, change) ->
                        assertThat(status(List.of(change), random)).as(name).isEqualTo(401));
    }

    @Test
    void decidesByTheHarmfulOnesAloneInAnyMixture() {
        long seed = new Random().nextLong();
        System.out.println("AssertionsIT seed " + seed);
        Random random = new Random(seed);
        List<String> good = List.copyOf(harmless().keySet());
        List<String> bad = List.copyOf(harmful().keySet());
        for (int round = 0; round < ROUNDS; round++) {
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                names.add(good.get(random.nextInt(good.size())));
            }
            boolean harmed = random.nextBoolean();
            List<Change> changes =
                    new ArrayList<>(names.stream().map(harmless()::get).toList());
            if (harmed) {
                String worst = bad.get(random.nextInt(bad.size()));
                names.add(worst);
                changes.add(harmful().get(worst)); // last, so that nothing makes it good again
            }
            assertThat(status(changes, random)).as("seed %s, %s", seed, names).isEqualTo(harmed ? 401 : 200);
        }
    }

    /** At the very second. */
    @Test
    void drawsItsLinesWhereItSays() {
        assertThat(at("exp", 300)).isEqualTo(200);
        assertThat(at("exp", 301)).isEqualTo(401);
        assertThat(at("exp", 1)).isEqualTo(200);
        assertThat(at("exp", 0)).isEqualTo(401);
        assertThat(at("nbf", 30)).isEqualTo(200);
        assertThat(at("nbf", 31)).isEqualTo(401);
        assertThat(at("iat", 30)).isEqualTo(200);
        assertThat(at("iat", 31)).isEqualTo(401);
    }

    /** A public key is no secret: signing with it as one must not count (RFC 8725 2.1). */
    @Test
    void refusesThePublicKeyAsASecretAndNoSignatureAtAll() throws GeneralSecurityException {
        Map<String, Object> claims = program.claims(clock);
        for (byte[] secret : List.of(
                program.pem().getBytes(StandardCharsets.US_ASCII),
                program.keys().getPublic().getEncoded())) {
            String text = SigningProgram.encode(Map.of("alg", "HS256")) + "." + SigningProgram.encode(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            assertThat(status(text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)))))
                    .isEqualTo(401);
        }
        for (String none : List.of("none", "EdDSA")) {
            String text = SigningProgram.encode(Map.of("alg", none)) + "." + SigningProgram.encode(claims);
            assertThat(status(text + ".")).isEqualTo(401);
            assertThat(status(text)).isEqualTo(401);
        }
        assertThat(status(program.assertion(program.header(), claims))).isEqualTo(200);
    }

    /** L19, of another kind: nothing but the exact text. */
    @Test
    void refusesTheSameAssertionSpelledInAnotherWay() {
        String genuine = program.assertion(clock);
        String[] parts = genuine.split("\\.");
        List<String> others = List.of(
                genuine + "=",
                genuine + ".",
                "." + genuine,
                genuine + " ",
                genuine.replace(".", ".."),
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[0] + "\n." + parts[1] + "." + parts[2],
                parts[1] + "." + parts[0] + "." + parts[2],
                parts[0] + "." + parts[1] + "." + flipped(parts[2]),
                parts[0] + "." + flipped(parts[1]) + "." + parts[2],
                genuine.substring(0, genuine.length() - 1));
        assertThat(others).allSatisfy(other -> assertThat(status(other)).isEqualTo(401));
        assertThat(status(genuine)).isEqualTo(200);
    }

    /** Two readers must not read two meanings. */
    @Test
    void refusesAClaimThatStandsTwice() {
        String claims =
                "{\"iss\":\"%1$s\",\"sub\":\"x\",\"sub\":\"%1$s\",\"aud\":\"%2$s\",\"exp\":%3$d,\"jti\":\"%4$s\"}"
                        .formatted(program.id(), ORIGIN, now() + 60, UUID.randomUUID());
        assertThat(status(signed(claims))).isEqualTo(401);
        assertThat(status(signed(claims.replace("\"sub\":\"x\",", "")))).isEqualTo(200);
        for (String other : List.of("[]", "1", "null", "\"x\"", "", "{")) {
            assertThat(status(signed(other))).as(other).isEqualTo(401);
        }
    }

    private int at(String claim, int secondsAhead) {
        clock.advance(Duration.ofMillis(1_000 - clock.instant().toEpochMilli() % 1_000)); // to a full second
        Map<String, Object> claims = program.claims(clock);
        claims.put(claim, now() + secondsAhead);
        return status(program.assertion(program.header(), claims));
    }

    private int status(List<Change> changes, Random random) {
        Map<String, Object> header = program.header();
        Map<String, Object> claims = program.claims(clock);
        changes.forEach(change -> change.make(header, claims, random));
        return status(program.assertion(header, claims));
    }

    private int status(String assertion) {
        clock.advance(Duration.ofMillis(200)); // as fast as one may try for ever
        Answer answer = SigningProgram.ask(browser(), assertion, Map.of());
        assertThat(answer.string("error")).isIn("", "invalid_client");
        return answer.status();
    }

    private String signed(String claims) {
        String text = SigningProgram.encode(program.header()) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        return text + "." + base64(program.sign(text));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static Map<String, String> jwk(SigningProgram other) {
        byte[] der = other.keys().getPublic().getEncoded();
        return Map.of("kty", "OKP", "crv", "Ed25519", "x", base64(Arrays.copyOfRange(der, 12, 44)));
    }

    private static String flipped(String part) {
        char first = part.charAt(0);
        return (Character.isUpperCase(first) ? Character.toLowerCase(first) : first == 'e' ? 'E' : 'e')
                + part.substring(1);
    }

    private static String text(int length, Random random) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
