package io.rekey.identity.openapi;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same for the calls about policy and platform, and for the doors that portals call. */
class DescribedDoorsIT extends DescribedCalls {

    @Test
    void describesPolicyAndPlatform() {
        String organization = "described-" + ada.id();
        people.organization(organization, People.EASY);
        Person omar = people.active(mfa, organization, Role.OPERATOR);
        Browser omars = signedIn(omar);
        Answer policy = call(omars, "GET", "/api/v1/policy", null, 200);
        Map<String, ?> change = Map.of(
                "version",
                policy.body().path("version").asInt(),
                "settings",
                Map.of("stepUp", "PASSWORD", "linkLifetime", "PT30M"));
        call(omars, "PUT", "/api/v1/policy", change, 401);
        Map<String, String> proof = Map.of("Rekey-Step-Up", omars.proof(omar, "policy:write", organization));
        call(omars, "PUT", "/api/v1/policy", Map.of("version", 77, "settings", Map.of()), 409, true, proof);
        proof = Map.of("Rekey-Step-Up", omars.proof(omar, "policy:write", organization));
        call(omars, "PUT", "/api/v1/policy", change, 200, true, proof);
        call(omars, "GET", "/api/v1/policy/history", null, 200);
        call(omars, "GET", "/api/v1/platform/policy", null, 200);
        call(omars, "GET", "/api/v1/platform/two-factor-suspension", null, 200);
        call(omars, "PUT", "/api/v1/platform/two-factor-suspension", Map.of("reason", "r", "lifetime", "48h"), 422);
        call(omars, "GET", "/api/v1/platform/users?username=" + ada.username(), null, 200);
        call(omars, "GET", "/api/v1/organizations", null, 200);
        String created = "new-" + ada.id();
        Map<String, ?> administrator =
                Map.of("username", "first" + created, "email", "f@example.org", "displayName", "First");
        Map<String, ?> wanted =
                Map.of("organizationId", created, "name", "New", "environment", "test", "administrator", administrator);
        proof = Map.of("Rekey-Step-Up", omars.proof(omar, "policy:write", created));
        call(omars, "POST", "/api/v1/organizations", wanted, 201, true, proof);
        call(adas, "GET", "/api/v1/organizations", null, 403);
    }

    @Test
    void describesTheDoorsForPortals() {
        Person marta = user();
        String methods = "/api/v2/users/" + marta.id() + "/authentication-methods";
        call(adas, "GET", methods, null, 200);
        hold("PUT", "/user/users/mfa/reset", list(marta, Map.of()), 401);
        hold("PUT", "/user/users/mfa/reset", list(marta, proof("mfa:reset", marta.id())), 202);
        call(adas, "DELETE", methods, null, 202, true, proof("mfa:reset", marta.id()));
        call(adas, "DELETE", methods + "/x", null, 404);
        String codes = "/api/v2/users/" + user().id() + "/recovery-code-regeneration";
        call(adas, "POST", codes, null, 202, true, proof("mfa:reset", codes.split("/")[4]));
        Person own = user();
        Browser owns = signedIn(own);
        Answer fresh = owns.send(
                "POST",
                "/api/v2/users/" + own.id() + "/recovery-code-regeneration",
                null,
                Map.of("Rekey-Step-Up", owns.proof(own, "mfa:reset", own.id())));
        hold("POST", "/api/v2/users/x/recovery-code-regeneration", fresh, 201);
    }

    private Answer list(Person target, Map<String, String> headers) {
        return adas.send("PUT", "/user/users/mfa/reset", "[\"" + target.id() + "\"]", headers);
    }
}
