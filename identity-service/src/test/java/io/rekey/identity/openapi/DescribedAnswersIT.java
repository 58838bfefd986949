package io.rekey.identity.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.openapi.Description.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The description is true: what calls get and give, held against what it says of them. */
class DescribedAnswersIT extends DescribedCalls {

    @Test
    void describesSigningIn() {
        Person marta = user();
        Browser martas = browser();
        Map<String, ?> password = Map.of("username", marta.username(), "password", marta.password());
        call(martas, "POST", "/api/v1/sign-in", Map.of("username", marta.username(), "password", "wrong"), 401);
        call(martas, "POST", "/api/v1/sign-in", password, 200);
        call(martas, "POST", "/api/v1/sign-in/second-factor", Map.of("code", "x"), 422);
        call(martas, "POST", "/api/v1/sign-in/second-factor", Map.of("code", mfa.codeFor(marta.id())), 200);
        call(martas, "GET", "/api/v1/session", null, 200);
        call(martas, "GET", "/api/v1/step-up", null, 200);
        call(martas, "GET", "/api/v1/users/" + marta.id() + "/trusted-devices", null, 200);
        call(martas, "GET", "/api/v1/users", null, 403);
        call(martas, "DELETE", "/api/v1/session", null, 204);
        call(martas, "GET", "/api/v1/session", null, 401);
        call(martas, "POST", "/api/v1/set-up/authenticator", Map.of("provider", "google"), 409);
    }

    @Test
    void describesAdministration() {
        String name = "w" + UUID.randomUUID();
        Map<String, ?> invitation = Map.of("username", name, "email", "w@example.org", "displayName", "W");
        Answer invited = call(adas, "POST", "/api/v1/users", invitation, 201);
        call(adas, "POST", "/api/v1/users", invitation, 409);
        call(adas, "POST", "/api/v1/users", Map.of("username", name), 400, false);
        call(adas, "GET", "/api/v1/users?query=" + name.substring(0, 5), null, 200);
        String id = "/api/v1/users/" + invited.string("userId");
        call(adas, "GET", id, null, 200);
        call(adas, "GET", id + "x", null, 404);
        call(adas, "POST", id + "/invitation", null, 202);
        call(adas, "PUT", id + "/suspension", null, 409);
        String marta = "/api/v1/users/" + user().id();
        Map<String, ?> profile = Map.of("displayName", "Marta", "email", "marta@example.org", "language", "en");
        call(adas, "PUT", marta + "/profile", profile, 401);
        call(adas, "PUT", marta + "/profile", profile, 204, true, proof("user:write", marta));
        Map<String, ?> roles = Map.of("role", "SUPPORT", "permissions", List.of("audit:read"));
        call(adas, "PUT", marta + "/roles", roles, 204, true, proof("user:write", marta));
        call(adas, "GET", marta + "/sessions", null, 200);
        call(adas, "DELETE", marta + "/sessions", null, 204, true, proof("user:write", marta));
        call(adas, "DELETE", marta + "/freeze", null, 204, true, proof("reset:approve", marta));
        call(adas, "DELETE", marta + "/trusted-devices", null, 202, true, proof("device:revoke", marta));
        call(adas, "GET", "/api/v1/users/" + ada.id() + "/history?limit=2", null, 200);
        call(adas, "GET", "/api/v1/users/" + ada.id() + "/history?before=x", null, 400);
        call(adas, "GET", "/api/v1/providers", null, 200);
        call(adas, "PUT", marta + "/suspension", null, 204);
        call(adas, "DELETE", marta + "/suspension", null, 204);
    }

    @Test
    void describesResets() {
        Person marta = user();
        Map<String, ?> order = Map.of("userIds", List.of(marta.id()), "reason", "Lost phone");
        call(adas, "POST", "/api/v1/resets", order, 401, true, Map.of("Idempotency-Key", "k" + marta.id()));
        Map<String, ?> wanted =
                Map.of("action", "mfa:reset", "targets", List.of(marta.id()), "password", ada.password());
        String proof = call(adas, "POST", "/api/v1/step-up", wanted, 201).string("proof");
        Map<String, String> headers = Map.of("Idempotency-Key", "k" + marta.id(), "Rekey-Step-Up", proof);
        Answer reset = call(adas, "POST", "/api/v1/resets", order, 202, true, headers);
        String id = reset.body().path("resets").path(0).path("resetId").asString();
        call(adas, "GET", "/api/v1/resets/" + id + "?wait=0s", null, 200);
        call(adas, "GET", "/api/v1/users/" + marta.id() + "/resets", null, 200);
        call(adas, "POST", "/api/v1/resets/" + id + "/link", null, 202);
        call(adas, "GET", "/api/v1/resets?limit=3", null, 200);
        Map<String, ?> another = Map.of("userIds", List.of(marta.id()), "reason", "Found again");
        call(adas, "POST", "/api/v1/resets", another, 422, true, headers);
        call(adas, "POST", "/api/v1/resets", another, 400);
        call(adas, "POST", "/api/v1/resets", Map.of("userIds", List.of(marta.id())), 400, false);
    }

    @Test
    void describesPlans() {
        Map<String, ?> order = Map.of("userIds", List.of(user().id()), "reason", "Stolen laptop");
        Map<String, String> key = Map.of("Idempotency-Key", "plan" + ada.id());
        Answer plan = call(adas, "POST", "/api/v1/reset-plans", order, 201, true, key);
        String path = "/api/v1/reset-plans/" + plan.string("planId");
        call(adas, "GET", "/api/v1/reset-plans", null, 200);
        call(adas, "GET", path, null, 200);
        call(adas, "GET", path + "x", null, 404);
        call(adas, "GET", path + "/targets", null, 200);
        call(adas, "POST", path + "/execution", null, 401);
        call(adas, "POST", path + "/pause", null, 409);
        call(adas, "POST", path + "/resumption", null, 409);
        call(adas, "POST", path + "/execution", null, 202, true, proof("mfa:reset", path));
        call(adas, "GET", path + "?wait=10s", null, 200);
        call(adas, "POST", path + "/stop", null, 409);
        call(adas, "GET", "/api/v1/approvals", null, 200);
        call(adas, "POST", path + "/approvals", null, 403);
        call(adas, "POST", path + "/refusal", Map.of("reason", "No"), 403);
    }

    @Test
    void describesPrograms() {
        SigningProgram program = SigningProgram.ed25519();
        Map<String, ?> registration =
                Map.of("name", "Script", "publicKey", program.pem(), "permissions", List.of("user:read"));
        Map<String, String> proof = Map.of("Rekey-Step-Up", adas.proof(ada, "user:write", ACME));
        call(adas, "POST", "/api/v1/api-clients", registration, 401);
        String id = call(adas, "POST", "/api/v1/api-clients", registration, 201, true, proof)
                .string("clientId");
        call(adas, "GET", "/api/v1/api-clients", null, 200);
        Answer token = program.named(id).ask(browser(), clock);
        hold("POST", "/oauth2/token", token, 200);
        hold("POST", "/oauth2/token", program.ask(browser(), clock), 401);
        hold("POST", "/oauth2/token", SigningProgram.post(browser(), List.of()), 400);
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token.string("access_token"));
        call(browser(), "GET", "/api/v1/users", null, 200, true, bearer);
        call(browser(), "DELETE", "/api/v1/api-clients/" + id, null, 403, true, bearer);
    }

    /** Where it names no programs, there are none: even the operator's key is refused. */
    @Test
    void namesProgramsWhereTheyMayCallAndNowhereElse() {
        Map<String, String> token = new LinkedHashMap<>(SigningProgram.OPERATOR.authorization(browser(), clock));
        token.put("Rekey-Organization", ACME);
        for (Call call : description.calls()) {
            if (call.method().equals("get") && call.isForSomebody()) {
                String path = call.path().replaceAll("\\{[^}]+}", "x");
                Answer answer = browser().send("GET", path, null, token);
                boolean forPrograms =
                        !call.operation().path("security").findValues("program").isEmpty();
                assertThat(answer.status())
                        .as(call.name() + " " + answer.text())
                        .isNotEqualTo(401);
                assertThat(answer.problem().equals("people-only"))
                        .as(call.name())
                        .isNotEqualTo(forPrograms);
            }
        }
    }
}
