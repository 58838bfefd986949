package io.rekey.identity.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R39: a program's key, stolen or run wild, resets only so many; what goes beyond needs a person. */
class ProgramBudgetIT extends RunningIdentity {

    private static final String HELPED = "helped";

    private Person ada;
    private Browser adas;
    private SigningProgram program;

    @BeforeEach
    void register() {
        people.organization(HELPED, "{\"stepUp\": \"PASSWORD\", \"resetsPerHour\": 2, \"approveMoreThan\": 3}");
        ada = people.active(mfa, HELPED, Role.ADMINISTRATOR);
        adas = signedIn(ada);
        program = SigningProgram.ed25519().registeredBy(ada, adas, "user:read", "mfa:reset");
    }

    @Test
    void letsAProgramResetSoManyInAnHour() {
        assertThat(reset("k1", users(2)).status()).isEqualTo(202);
        Person third = users(1)[0];
        Answer refused = reset("k2", third);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-resets");
        assertThat(read(third).epoch()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(reset("k3", third).status()).isEqualTo(202);
    }

    @Test
    void letsItResetMoreWhereAPersonAgrees() {
        Person[] four = users(4);
        Answer asked = reset("k1", four);
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text()).contains("PENDING_APPROVAL");
        assertThat(read(four[0]).epoch()).isEqualTo(1);
        agreeTo(asked);
        await().untilAsserted(() -> assertThat(four)
                .allSatisfy(person -> assertThat(read(person).epoch()).isEqualTo(2)));
    }

    /** The word of a program that was removed meanwhile is worth nothing, whoever agreed to it. */
    @Test
    void doesNothingOnTheWordOfAProgramThatWasRemoved() {
        Person[] four = users(4);
        Answer asked = reset("k1", four);
        String proof = adas.proof(ada, "user:write", program.id());
        assertThat(adas.send("DELETE", "/api/v1/api-clients/" + program.id(), null, Map.of("Rekey-Step-Up", proof))
                        .status())
                .isEqualTo(204);
        String plan = agreeTo(asked);
        await().untilAsserted(() ->
                assertThat(adas.get("/api/v1/reset-plans/" + plan).state()).isEqualTo("STOPPED"));
        assertThat(read(four[0]).epoch()).isEqualTo(1);
    }

    /** Ada's program asks with Ada's word. */
    @Test
    void isNotAgreedToByWhoeverRegisteredIt() {
        Person[] four = users(4);
        Answer agreed = agree(adas, ada, planOf(reset("k1", four)));
        assertThat(agreed.status()).isEqualTo(403);
        assertThat(agreed.problem()).isEqualTo("own-request");
        assertThat(read(four[0]).epoch()).isEqualTo(1);
    }

    private String agreeTo(Answer asked) {
        Person grace = people.active(mfa, HELPED, Role.ADMINISTRATOR);
        Answer agreed = agree(signedIn(grace), grace, planOf(asked));
        assertThat(agreed.status()).as(agreed.text()).isEqualTo(200);
        return planOf(asked);
    }

    private static Answer agree(Browser at, Person by, String plan) {
        return at.post(
                "/api/v1/reset-plans/" + plan + "/approvals",
                Map.of(),
                Map.of("Rekey-Step-Up", at.proof(by, "reset:approve", plan)));
    }

    private static String planOf(Answer asked) {
        return asked.body().path("resets").path(0).path("planId").asString();
    }

    private Answer reset(String key, Person... targets) {
        List<String> ids = Arrays.stream(targets).map(Person::id).toList();
        String token = SigningProgram.ask(browser(), program.assertion(clock), Map.of())
                .string("access_token");
        return browser()
                .post(
                        "/api/v1/resets",
                        Map.of("userIds", ids, "reason", "lost phone"),
                        Map.of("Authorization", "Bearer " + token, "Idempotency-Key", key));
    }

    private Person[] users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> people.active(mfa, HELPED, Role.USER))
                .toArray(Person[]::new);
    }
}
