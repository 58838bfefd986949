package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Operators find which organizations there are, and who is in which. */
class FindOrganizationsIT extends RunningIdentity {

    private static final String ORGANIZATIONS = "/api/v1/organizations";

    private Browser olgas;

    @BeforeEach
    void signIn() {
        olgas = signedIn(people.active(mfa, ACME, Role.OPERATOR));
    }

    @Test
    void listsAllOfThemPageByPageAndNotThePlatform() {
        String id = "listed-1";
        people.organization(id, People.EASY);
        people.organization("listed-2", People.EASY);
        List<String> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            Answer page = olgas.get(ORGANIZATIONS + "?limit=2&after=" + after);
            List<JsonNode> rows =
                    page.body().path("organizations").valueStream().toList();
            assertThat(rows).hasSizeLessThanOrEqualTo(2);
            rows.forEach(row -> listed.add(row.path("organizationId").asString()));
            after = page.body().path("next").isNull() ? null : page.string("next");
        }
        assertThat(listed)
                .contains(ACME, GLOBEX, id, "listed-2")
                .doesNotContain("platform")
                .isSorted()
                .doesNotHaveDuplicates();
        JsonNode row = olgas.get(ORGANIZATIONS + "?after=" + id.substring(0, id.length() - 1))
                .body();
        assertThat(row.path("organizations").toString())
                .contains("{\"organizationId\":\"listed-1\",\"name\":\"LISTED-1\",\"environment\":\"test\"}");
    }

    @Test
    void findsAUserOfExactlyThisNameWhereverItIs() {
        Person gina = people.active(mfa, GLOBEX, Role.USER);
        Answer found = find(olgas, gina.username().toUpperCase(java.util.Locale.ROOT));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.string("userId")).isEqualTo(gina.id());
        assertThat(found.string("organizationId")).isEqualTo(GLOBEX);
        assertThat(found.string("username")).isEqualTo(gina.username());
        for (String nobodys : List.of(gina.username() + "x", gina.username().substring(0, 3), "")) {
            assertThat(find(olgas, nobodys).status()).as(nobodys).isEqualTo(404);
        }
    }

    private static Answer find(Browser at, String username) {
        return at.get("/api/v1/platform/users?username=" + username);
    }
}
