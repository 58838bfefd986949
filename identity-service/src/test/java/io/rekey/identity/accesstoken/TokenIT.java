package io.rekey.identity.accesstoken;

import static io.rekey.identity.SigningProgram.ask;
import static io.rekey.identity.SigningProgram.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.token.OpaqueToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What buys an access token, and how often (RFC 6749 4.4, RFC 7523). What an assertion must say: {@link AssertionsIT}. */
@ExtendWith(OutputCaptureExtension.class)
class TokenIT extends RunningIdentity {

    @Autowired
    UsedAssertions used;

    @Autowired
    AccessTokens tokens;

    private SigningProgram program;

    @BeforeEach
    void register() {
        Person ada = administrator();
        program = SigningProgram.ed25519().registeredBy(ada, signedIn(ada), "user:read", "mfa:reset");
    }

    @Test
    void givesATokenForASignedAssertion() {
        Answer answer = program.ask(browser(), clock);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        assertThat(answer.string("access_token")).matches("[A-Za-z0-9_-]{43}");
        assertThat(answer.string("token_type")).isEqualTo("Bearer");
        assertThat(answer.body().path("expires_in").asInt()).isEqualTo(600);
        assertThat(answer.string("scope")).isEqualTo("mfa:reset user:read");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void takesSignaturesOfBothKinds() {
        Person ada = administrator();
        SigningProgram elliptic = SigningProgram.p256().registeredBy(ada, signedIn(ada), "user:read");
        assertThat(elliptic.ask(browser(), clock).status()).isEqualTo(200);
        assertThat(program.ask(browser(), clock).status()).isEqualTo(200);
    }

    /** I8. */
    @Test
    void takesAnAssertionOnceHoweverManyShowItAtTheSameMoment() throws Exception {
        String assertion = program.assertion(clock);
        List<Answer> answers = Race.times(20, () -> ask(browser(), assertion, Map.of()));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 401);
        assertThat(answers).filteredOn(answer -> answer.status() == 401).allSatisfy(this::assertNobody);
    }

    @Test
    void takesNoSecondAssertionOfTheSameNameEvenIfItSaysOtherThings() {
        Map<String, Object> claims = program.claims(clock);
        assertThat(ask(browser(), program.assertion(program.header(), claims), Map.of())
                        .status())
                .isEqualTo(200);
        claims.put("exp", clock.instant().getEpochSecond() + 200);
        assertNobody(ask(browser(), program.assertion(program.header(), claims), Map.of()));
        claims.put("jti", UUID.randomUUID().toString());
        assertThat(ask(browser(), program.assertion(program.header(), claims), Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void leavesToEachClientItsOwnNames() {
        Person ada = administrator();
        SigningProgram other = SigningProgram.ed25519().registeredBy(ada, signedIn(ada), "user:read");
        for (SigningProgram each : List.of(program, other)) {
            Map<String, Object> claims = each.claims(clock);
            claims.put("jti", "1");
            assertThat(ask(browser(), each.assertion(each.header(), claims), Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void forgetsUsedAssertionsAndDeadTokensOnlyWhenTheyAreGoodForNothing() {
        String assertion = program.assertion(clock);
        String token = ask(browser(), assertion, Map.of()).string("access_token");
        used.sweep();
        tokens.sweep();
        assertNobody(ask(browser(), assertion, Map.of()));
        assertThat(tokens.authenticate(new OpaqueToken(token))).isPresent();
        clock.advance(Duration.ofMinutes(11));
        used.sweep();
        tokens.sweep();
        assertNobody(ask(browser(), assertion, Map.of()));
        assertThat(mongo.findAll(Document.class, "used_assertions")).isEmpty();
        assertThat(mongo.findAll(Document.class, "access_tokens")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user:read, user:read",
        "mfa:reset user:read, mfa:reset user:read",
        "user:read user:read, user:read",
        "'  user:read   mfa:reset ', mfa:reset user:read",
        "'', mfa:reset user:read"
    })
    void narrowsATokenToWhatIsAskedFor(String scope, String given) {
        Answer answer = ask(browser(), program.assertion(clock), Map.of("scope", scope));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("scope")).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user:write", "user:read user:write", "USER:READ", "everything", "user:read,mfa:reset", "*"})
    void widensNone(String scope) {
        Answer answer = ask(browser(), program.assertion(clock), Map.of("scope", scope));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("error")).isEqualTo("invalid_scope");
        assertThat(answer.string("error_description")).isNotBlank();
    }

    @Test
    void saysInTheWordsOfTheRfcWhatIsWrongWithTheForm() {
        assertError("invalid_request", without("grant_type"));
        assertError("unsupported_grant_type", with("grant_type", "authorization_code"));
        assertError("unsupported_grant_type", with("grant_type", "password"));
        for (String field : List.of("grant_type", "client_assertion", "scope")) {
            List<Map.Entry<String, String>> twice = program.form(clock);
            twice.add(Map.entry(field, "x"));
            twice.add(Map.entry(field, "x"));
            assertError("invalid_request", twice);
        }
        for (String field : List.of("client_assertion", "client_assertion_type")) {
            assertNobody(post(browser(), without(field)));
        }
        assertNobody(post(
                browser(), with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")));
        assertThat(post(browser(), program.form(clock)).status()).isEqualTo(200);
    }

    @Test
    void takesNothingFromTheAddressAndNoOtherWayToSayWhoOneIs() {
        String form = "grant_type=client_credentials";
        Map<String, String> type = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Answer inAddress =
                browser().send("POST", "/oauth2/token?client_assertion=" + program.assertion(clock), form, type);
        assertThat(inAddress.string("error")).isEqualTo("invalid_request");
        Answer basic = browser()
                .send(
                        "POST",
                        "/oauth2/token",
                        form,
                        Map.of("Content-Type", type.get("Content-Type"), "Authorization", "Basic YTpi"));
        assertThat(basic.string("error")).isEqualTo("invalid_request");
        Answer json = browser().post("/oauth2/token", Map.of("grant_type", "client_credentials"));
        assertThat(json.string("error")).isEqualTo("invalid_request");
        assertThat(browser().get("/oauth2/token").status()).isIn(401, 405);
    }

    @Test
    void takesTheClientIdOnceMoreIfItIsTheSame() {
        assertThat(ask(browser(), program.assertion(clock), Map.of("client_id", program.id()))
                        .status())
                .isEqualTo(200);
        assertNobody(ask(browser(), program.assertion(clock), Map.of("client_id", "operator")));
    }

    /** R44: and it takes as long, see {@link SignaturesTest}. */
    @Test
    void answersAlikeForUnknownClientsAndBadSignatures() {
        Answer unknown = program.named(UUID.randomUUID().toString()).ask(browser(), clock);
        Answer bad = SigningProgram.ed25519().named(program.id()).ask(browser(), clock);
        Answer otherKind = SigningProgram.p256().named(program.id()).ask(browser(), clock);
        for (Answer answer : List.of(unknown, bad, otherKind)) {
            assertNobody(answer);
            assertThat(answer.text()).isEqualTo(unknown.text());
        }
    }

    @Test
    void slowsDownWhoeverTriesAllTheTimeAndLocksNobodyOut() {
        Browser at = browser();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            statuses.add(
                    SigningProgram.ed25519().named(program.id()).ask(at, clock).status());
        }
        assertThat(statuses.subList(0, 60)).containsOnly(401);
        Answer tooFast = program.ask(at, clock);
        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.string("error")).isEqualTo("temporarily_unavailable");
        assertThat(tooFast.headers().firstValue("Retry-After")).contains("1");
        Person ada = administrator();
        SigningProgram other = SigningProgram.ed25519().registeredBy(ada, signedIn(ada), "user:read");
        assertThat(other.ask(at, clock).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(program.ask(at, clock).status()).isEqualTo(200);
    }

    /** R80, I14. */
    @Test
    void keepsAndLogsNoTokenAndNoAssertion(CapturedOutput output) {
        String assertion = program.assertion(clock);
        String token = ask(browser(), assertion, Map.of()).string("access_token");
        ask(browser(), assertion + "x", Map.of());
        assertThat(mongo.findById(OpaqueToken.sha256(token), Document.class, "access_tokens"))
                .isNotNull();
        for (String collection : mongo.getCollectionNames()) {
            assertThat(mongo.findAll(Document.class, collection).toString()).doesNotContain(token, assertion);
        }
        assertThat(output.getAll()).doesNotContain(token, assertion);
    }

    private void assertNobody(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.string("error")).isEqualTo("invalid_client");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private void assertError(String error, List<Map.Entry<String, String>> form) {
        Answer answer = post(browser(), form);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.string("error")).isEqualTo(error);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private List<Map.Entry<String, String>> without(String field) {
        List<Map.Entry<String, String>> form = program.form(clock);
        form.removeIf(each -> each.getKey().equals(field));
        return form;
    }

    private List<Map.Entry<String, String>> with(String field, String value) {
        List<Map.Entry<String, String>> form = without(field);
        form.add(Map.entry(field, value));
        return form;
    }
}
