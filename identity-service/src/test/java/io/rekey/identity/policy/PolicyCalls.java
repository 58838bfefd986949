package io.rekey.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Organizations that decide something, and how it is asked for. */
abstract class PolicyCalls extends RunningIdentity {

    static final String PASSWORD_PROOF = "\"stepUp\": \"PASSWORD\"";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** An organization that nobody else's test knows. */
    String newOrganization() {
        String id = "policy-" + COUNTER.incrementAndGet();
        people.organization(id, People.EASY);
        return id;
    }

    Person administratorOf(String organization) {
        return people.active(mfa, organization, Role.ADMINISTRATOR);
    }

    Person operator() {
        return people.active(mfa, ACME, Role.OPERATOR);
    }

    /** @param settings the inside of a JSON object */
    static Answer put(Browser at, String path, int version, String settings, @Nullable String proof) {
        return send(
                "PUT", at, path, "{\"version\": " + version + ", \"settings\": {" + settings + "}}", proof, Map.of());
    }

    static Answer send(
            String method,
            Browser at,
            String path,
            @Nullable String body,
            @Nullable String proof,
            Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        if (proof != null) {
            headers.put("Rekey-Step-Up", proof);
        }
        return at.send(method, path, body, headers);
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** Everything of a kind that somebody caused, once it has been said; at least one. */
    <E extends IdentityEvent> List<E> said(Person by, Class<E> kind) {
        return said(by, kind, 1);
    }

    <E extends IdentityEvent> List<E> said(Person by, Class<E> kind, int atLeast) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> heard(by, kind), heard -> heard.size() >= atLeast);
    }

    private <E extends IdentityEvent> List<E> heard(Person by, Class<E> kind) {
        return topics.heardAbout(by.id()).stream()
                .map(event -> event.payload())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    static void assertStepUpRequired(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("step-up-required");
    }
}
