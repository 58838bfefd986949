package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may reset whom, and how a refusal looks. */
class ResetRefusalsIT extends RunningIdentity {

    private Person ada;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        adas = signedIn(ada);
    }

    @Test
    void refusesOnesOwnAccount() {
        Answer answer = reset(adas, ada, "k", ada);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("own-account");
        assertThat(read(ada).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SUPPORT, USER, 202",
        "SUPPORT, SUPPORT, 403",
        "SUPPORT, ADMINISTRATOR, 403",
        "ADMINISTRATOR, SUPPORT, 202",
        "ADMINISTRATOR, ADMINISTRATOR, 403",
        "ADMINISTRATOR, OPERATOR, 403",
        "OPERATOR, ADMINISTRATOR, 202"
    })
    void letsARoleResetOnlyWhoIsBelowIt(Role caller, Role role, int status) {
        Person by = people.active(mfa, ACME, caller);
        Person target = people.active(mfa, ACME, role);
        Answer answer = reset(signedIn(by), by, "k", target);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(status == 202 ? "" : "out-of-reach");
        assertThat(read(target).epoch()).isEqualTo(status == 202 ? 2 : 1);
    }

    /** R29. */
    @Test
    void refusesWhoHasNotCompletedTheSetUp() {
        Person invited = people.invited(ACME, Role.USER);
        Answer answer = reset(adas, ada, "k", invited);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("not-set-up");
        assertThat(read(invited).epoch()).isEqualTo(1);
    }

    /** R33, I6. */
    @Test
    void answersTheSameForForeignAndUnknownIds() {
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Answer there = reset(adas, ada, "k1", foreign);
        Answer nowhere = reset(adas, "k2", adas.proof(ada, "mfa:reset", "u-nobody"), order("u-nobody"));
        assertThat(there.status()).isEqualTo(404);
        assertThat(there.text()).isEqualTo(nowhere.text());
        assertThat(there.headers().map().keySet())
                .isEqualTo(nowhere.headers().map().keySet());
        assertThat(read(foreign).epoch()).isEqualTo(1);
    }

    @Test
    void showsNoForeignReset() {
        Person grace = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Browser graces = signedIn(grace);
        String id = reset(graces, grace, "k", foreign)
                .body()
                .path("resets")
                .path(0)
                .path("resetId")
                .asString();
        assertThat(graces.get("/api/v1/resets/" + id).status()).isEqualTo(200);
        Answer seen = adas.get("/api/v1/resets/" + id);
        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.text().replace(id, ""))
                .isEqualTo(adas.get("/api/v1/resets/nothing").text().replace("nothing", ""));
        assertThat(adas.get("/api/v1/users/" + foreign.id() + "/resets").status())
                .isEqualTo(404);
        assertThat(graces.get("/api/v1/users/" + foreign.id() + "/resets").text())
                .contains(id);
        assertThat(adas.get("/api/v1/users/" + foreign.id()).status()).isEqualTo(404);
        assertThat(adas.post("/api/v1/resets/" + id + "/link", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void letsNobodyWithoutARoleAsk() {
        Person marta = user();
        Person jonas = user();
        Browser martas = signedIn(marta);
        Answer answer = reset(martas, marta, "k", jonas);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(browser()
                        .post("/api/v1/resets", order(jonas.id()), Map.of("Idempotency-Key", "k"))
                        .status())
                .isEqualTo(401);
        assertThat(martas.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(read(jonas).epoch()).isEqualTo(1);
        assertThat(reset(adas, ada, "k", jonas).status()).isEqualTo(202);
    }

    /** Roles are held at home: whoever is a mere member elsewhere administers nobody there. */
    @Test
    void letsAnAdministratorAdministerAtHomeOnly() {
        Person grace = people.active(mfa, GLOBEX, Role.ADMINISTRATOR, Set.of(ACME), Level.USER);
        Person marta = user();
        Browser visiting = browser();
        visiting.post(
                "/api/v1/sign-in",
                Map.of("username", grace.username(), "password", grace.password(), "organization", ACME));
        assertThat(visiting.code(mfa.codeFor(grace.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(reset(visiting, grace, "k", marta).status()).isEqualTo(403);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void givesAVerdictForEachOfMany() {
        Person marta = user();
        Person invited = people.invited(ACME, Role.USER);
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Answer answer = reset(adas, ada, "k", invited, marta, ada, foreign, marta);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()
                        .path("resets")
                        .valueStream()
                        .map(one -> one.path("outcome").asString()))
                .containsExactly("NOT_SET_UP", "ACCEPTED", "SELF", "NOT_FOUND");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void saysOfEachOfManyWhyNobodyWasReset() {
        Person invited = people.invited(ACME, Role.USER);
        Answer answer = reset(adas, ada, "k", invited, ada);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("nobody-reset");
        assertThat(answer.body().path("verdicts").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "GOOGLE", "backup_codes", "$where"})
    void refusesAProviderThatIsNone(String provider) {
        Person marta = user();
        Map<String, Object> body = new LinkedHashMap<>(order(marta.id()));
        body.put("providers", List.of(provider));
        assertThat(reset(adas, "k", adas.proof(ada, "mfa:reset", marta.id()), body)
                        .status())
                .isIn(400, 422);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    /** A11, A15, R41, R42: nothing happens in part. */
    @Test
    void refusesBodiesThatAreNoOrder() {
        Person marta = user();
        String id = marta.id();
        Stream.of(
                        Map.of("userIds", List.of(), "reason", "r"),
                        Map.of("userIds", Collections.nCopies(10_001, id), "reason", "r"),
                        Map.of("userIds", List.of(id, "a b"), "reason", "r"),
                        Map.of("userIds", List.of(id, Map.of("$ne", "")), "reason", "r"),
                        Map.of("userIds", List.of(List.of(id)), "reason", "r"),
                        Map.of("userIds", id, "reason", "r"),
                        Map.of("userIds", List.of(id), "reason", " "),
                        Map.of("userIds", List.of(id), "reason", "r".repeat(501)),
                        Map.of("userIds", List.of(id)),
                        Map.of("userIds", List.of(id), "reason", "r", "level", "EVERY"),
                        Map.of("userIds", List.of(id), "reason", "r", "epoch", 9),
                        Map.of("userIds", List.of(id), "reason", "r", "approvers", List.of("u-1")),
                        Map.of("userIds", List.of(id), "reason", "r", "organizationId", GLOBEX))
                .forEach(body -> {
                    Answer answer = reset(adas, "k", adas.proof(ada, "mfa:reset", id), body);
                    assertThat(answer.status()).as(body.toString()).isEqualTo(400);
                });
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    private static Map<String, ?> order(String id) {
        return Map.of("userIds", List.of(id), "reason", "lost phone");
    }
}
