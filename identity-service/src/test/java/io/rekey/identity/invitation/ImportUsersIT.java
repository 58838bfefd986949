package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportUsersIT extends RunningIdentity {

    private Browser adas;
    private String prefix;

    @BeforeEach
    void signIn() {
        adas = signedIn(administrator());
        prefix = "i" + java.util.UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void invitesEveryGoodLineAndTellsEveryBadOneByItsNumber() {
        Answer answer = csv("""
                username,email,name,role
                %1$s-a,a@example.org,Zoë Ünal,
                %1$s b,b@example.org,B,
                %1$s-c,not an address,C,
                %1$s-d,d@example.org,,
                %1$s-e,e@example.org,E,SUPPORT
                %1$s-f,f@example.org,F,ADMINISTRATOR
                %1$s-g,g@example.org
                %1$s-h,h@example.org,"H, with a comma",USER
                """.formatted(prefix));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("invited").asInt()).isEqualTo(3);
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("line").asInt()))
                .containsExactly(3, 4, 5, 7, 8);
        User zoe = users.findByUsername(prefix + "-a").orElseThrow();
        assertThat(zoe.displayName()).isEqualTo("Zoë Ünal");
        assertThat(zoe.status()).isEqualTo(UserStatus.INVITED);
        assertThat(zoe.organizationId()).isEqualTo(ACME);
        assertThat(users.findByUsername(prefix + "-e").orElseThrow().highestRole())
                .isEqualTo(Role.SUPPORT);
        assertThat(users.findByUsername(prefix + "-h").orElseThrow().displayName())
                .isEqualTo("H, with a comma");
        assertThat(users.findByUsername(prefix + "-f")).isEmpty();
    }

    @Test
    void leavesWhoIsThereAlreadyAlone() {
        String file = "username,email,name\n" + prefix + ",a@example.org,A\n";
        assertThat(csv(file).body().path("invited").asInt()).isEqualTo(1);
        Answer again = csv(file.replace("a@example.org", "mallory@example.org"));
        assertThat(again.body().path("invited").asInt()).isZero();
        assertThat(again.body().path("alreadyThere").asInt()).isEqualTo(1);
        assertThat(users.findByUsername(prefix).orElseThrow().email()).isEqualTo("a@example.org");
    }

    @Test
    void readsColumnsInAnyOrderAndLinesWithEitherEnd() {
        Answer answer = csv("Name,ROLE,Email,Username\r\nA,,a@example.org," + prefix + "\r\n");
        assertThat(answer.body().path("invited").asInt()).as(answer.text()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "username,email\nx,a@example.org\n",
                "x,a@example.org,A\n",
                "username,username,email,name\nx,x,a@example.org,A\n",
                "username,email,name\nx,\"a@example.org,A\n"
            })
    void saysWhatIsWrongWithAFileThatIsNone(String file) {
        Answer answer = csv(file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("invited").asInt()).isZero();
        assertThat(answer.body().path("errors").size()).isEqualTo(1);
    }

    @Test
    void takesCsvOnlyAndFromWhoManagesOnly() {
        String file = "username,email,name\n" + prefix + ",a@example.org,A\n";
        String path = "/api/v1/users/import";
        assertThat(adas.send("POST", path, file, Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        Browser support = signedIn(people.active(mfa, ACME, Role.SUPPORT));
        assertThat(support.send("POST", path, file, Map.of("Content-Type", "text/csv"))
                        .status())
                .isEqualTo(403);
        assertThat(browser()
                        .send("POST", path, file, Map.of("Content-Type", "text/csv"))
                        .status())
                .isEqualTo(401);
        assertThat(users.findByUsername(prefix)).isEmpty();
    }

    @Test
    void invitesOneAndRefusesATakenNameOrARoleOutOfReach() {
        assertThat(invite(prefix, "USER").status()).isEqualTo(201);
        assertThat(invite(prefix.toUpperCase(java.util.Locale.ROOT), "USER").problem())
                .isEqualTo("username-taken");
        assertThat(invite(prefix + "-b", "ADMINISTRATOR").status()).isEqualTo(403);
        assertThat(invite(prefix + "-b", "OWNER").status()).isEqualTo(400);
        assertThat(users.findByUsername(prefix + "-b")).isEmpty();
        assertThat(invite(prefix + "-b", "SUPPORT").status()).isEqualTo(201);
    }

    /** R43: prefix and nothing but; no pattern of a caller runs; nobody of another organization. */
    @Test
    void findsByTheBeginningOfAName() {
        invite(prefix + "-b", "USER");
        invite(prefix + "-a", "USER");
        assertThat(found(prefix)).containsExactly(prefix + "-a", prefix + "-b");
        assertThat(found(prefix.substring(1))).isEmpty();
        assertThat(found(prefix + ".*")).isEmpty();
        assertThat(found("\\E" + prefix)).isEmpty();
        assertThat(found(prefix + "%00")).isEmpty();
        Browser grace = signedIn(people.active(mfa, GLOBEX, Role.ADMINISTRATOR));
        assertThat(grace.get("/api/v1/users?query=" + prefix).text()).doesNotContain(prefix);
        assertThat(adas.get("/api/v1/users?query=" + "x".repeat(101)).status()).isEqualTo(400);
    }

    private java.util.List<String> found(String query) {
        Answer answer = adas.get("/api/v1/users?query=" + query.replace("\\", "%5C"));
        assertThat(answer.status()).as(query + " " + answer.text()).isEqualTo(200);
        return answer.body()
                .path("users")
                .valueStream()
                .map(user -> user.path("username").asString())
                .toList();
    }

    private Answer invite(String username, String role) {
        return adas.post(
                "/api/v1/users",
                Map.of("username", username, "email", "x@example.org", "displayName", "X", "role", role));
    }

    private Answer csv(String file) {
        return adas.send("POST", "/api/v1/users/import", file, Map.of("Content-Type", "text/csv"));
    }
}
