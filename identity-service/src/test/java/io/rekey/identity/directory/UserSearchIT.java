package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Pace;
import io.rekey.identity.user.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** R43: by prefix, on normalized fields, in pages, in the own organization; whatever the text is. */
class UserSearchIT extends RunningIdentity {

    private String organization;
    private String prefix;
    private Browser adas;

    @BeforeEach
    void signIn() {
        prefix = "s" + UUID.randomUUID().toString().substring(0, 8);
        organization = "search-" + prefix;
        people.organization(organization, People.EASY);
        adas = signedIn(people.active(mfa, organization, Role.ADMINISTRATOR));
    }

    @Test
    void findsByTheBeginningOfUsernameAddressOrName() {
        invite(prefix + "-a", "Zoe@Example.org", "Marta Silva");
        invite(prefix + "-b", "b@example.org", "Zoë Ünal");
        assertThat(found(prefix)).containsExactly(prefix + "-a", prefix + "-b");
        assertThat(found(prefix.toUpperCase(java.util.Locale.ROOT) + "-B")).containsExactly(prefix + "-b");
        assertThat(found("zoe@EXAMPLE")).containsExactly(prefix + "-a");
        assertThat(found("ZO\u00CB")).containsExactly(prefix + "-b");
        assertThat(found("zoe\u0308 \u00FCn")).containsExactly(prefix + "-b");
        assertThat(found("marta ")).containsExactly(prefix + "-a");
        assertThat(found("silva")).isEmpty();
        assertThat(found("example.org")).isEmpty();
    }

    @Test
    void findsByUsernameWhoCameBeforeTheOtherFieldsWereSearchable() {
        invite(prefix + "-old", "old@example.org", "Old");
        users.update(
                Criteria.where("usernameKey").is(prefix + "-old"),
                new Update().unset("emailKey").unset("nameKey"));
        assertThat(found(prefix)).containsExactly(prefix + "-old");
        assertThat(found("old@")).isEmpty();
    }

    @Test
    void pagesThroughAThousandUsersWithoutGapsOrRepeats() {
        String lines = IntStream.range(0, 1_000)
                .mapToObj(i -> "%s-%03d,u%03d@example.org,Imported".formatted(prefix, i, i))
                .collect(Collectors.joining("\n"));
        Answer imported = adas.send(
                "POST", "/api/v1/users/import", "username,email,name\n" + lines, Map.of("Content-Type", "text/csv"));
        assertThat(imported.body().path("invited").asInt()).as(imported.text()).isEqualTo(1_000);

        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Answer page = search("query=imported&limit=64&after=" + next);
            seen.addAll(usernames(page));
            next = page.string("next");
            if (pages++ == 3) { // behind and before the place where the reader is
                invite(prefix + "-000a", "late@example.org", "Imported Late");
                invite(prefix + "-999a", "late@example.org", "Imported Late");
            }
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(16);
        assertThat(seen).isSorted().hasSize(1_001).contains(prefix + "-999a").doesNotContain(prefix + "-000a");
        assertThat(new HashSet<>(seen)).hasSize(1_001);
    }

    @Test
    void shows50UnlessToldOtherwiseAndNeverOver100() {
        for (int i = 0; i < 51; i++) {
            invite(prefix + "-" + i, "x@example.org", "X");
        }
        assertThat(usernames(search("query=" + prefix))).hasSize(50);
        assertThat(usernames(search("query=" + prefix + "&limit=1"))).containsExactly(prefix + "-0");
        Answer all = search("query=" + prefix + "&limit=100");
        assertThat(usernames(all)).hasSize(51);
        assertThat(all.body().path("next").isNull()).isTrue();
        for (String limit : List.of("0", "-1", "101", "1000000", "x")) {
            assertThat(adas.get("/api/v1/users?limit=" + limit).status())
                    .as(limit)
                    .isEqualTo(400);
        }
    }

    @Test
    void takesItsOwnCursorsOnly() {
        invite(prefix + "-a", "a@example.org", "A");
        invite(prefix + "-b", "b@example.org", "B");
        String next = search("query=" + prefix + "&limit=1").string("next");
        assertThat(usernames(search("query=" + prefix + "&after=" + next))).containsExactly(prefix + "-b");
        for (String cursor :
                List.of(prefix + "-a", next.substring(1), "%7B%22%24gt%22%3A%22%22%7D", "dXNlcnM", "x".repeat(2_000))) {
            Answer refused = adas.get("/api/v1/users?after=" + cursor);
            assertThat(refused.status()).as(cursor).isEqualTo(400);
            assertThat(refused.problem()).isEqualTo("bad-cursor");
        }
    }

    /** A17, R43: nothing that is typed is evaluated, in no field. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".*",
                "^",
                "(?i)a",
                "a|b",
                "[a-z]",
                "\\Qa",
                "a\\E.*",
                "\\E",
                "{\"$ne\":null}",
                "'; return true; var x='",
                "#{T(java.lang.Runtime).getRuntime().exec('true')}",
                "${jndi:ldap://localhost:%d/a}"
            })
    void takesEveryTextAsText(String payload) throws Exception {
        try (ServerSocketChannel canary = ServerSocketChannel.open()) {
            canary.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            String text = payload.replace("%d", Integer.toString(canary.socket().getLocalPort()));
            invite(prefix + "-plain", "a@example.org", "a plain name");
            assertThat(found(text)).isEmpty();
            invite(prefix + "-payload", "b@example.org", text);
            assertThat(found(text)).containsExactly(prefix + "-payload");
            assertThat(canary.accept()).as("somebody called back").isNull();
        }
    }

    /** A19: how many there are elsewhere changes nothing here, not even whether there is a next page. */
    @Test
    void knowsNobodyOfAnotherOrganization() {
        String other = "other-" + prefix;
        people.organization(other, People.EASY);
        Browser graces = signedIn(people.active(mfa, other, Role.ADMINISTRATOR));
        invite(prefix + "-a", "a@example.org", "A");
        invite(prefix + "-b", "b@example.org", "B");
        String before = graces.get("/api/v1/users?limit=1&query=" + prefix).text();
        assertThat(before).isEqualTo("{\"users\":[],\"next\":null}");
        for (String query : List.of(prefix, prefix + "-a", "a@example.org", "")) {
            assertThat(graces.get("/api/v1/users?limit=1&query=" + query).text())
                    .as(query)
                    .doesNotContain(prefix + "-", "\"next\":\"");
        }
        assertThat(search("limit=1&query=" + prefix).string("next")).isNotEmpty();
    }

    @Test
    void letsAnOperatorLookIntoTheOrganizationThatIsNamed() {
        invite(prefix + "-a", "a@example.org", "A");
        Browser operator = signedIn(people.active(mfa, ACME, Role.OPERATOR));
        String path = "/api/v1/users?query=" + prefix;
        assertThat(usernames(operator.get(path))).isEmpty();
        assertThat(usernames(operator.send("GET", path, null, Map.of("Rekey-Organization", organization))))
                .containsExactly(prefix + "-a");
        Browser graces = signedIn(people.active(mfa, GLOBEX, Role.ADMINISTRATOR));
        assertThat(usernames(graces.send("GET", path, null, Map.of("Rekey-Organization", organization))))
                .isEmpty();
    }

    @Test
    void narrowsByStatusAndRole() {
        Person marta = people.active(mfa, organization, Role.USER);
        Person jun = people.active(mfa, organization, Role.SUPPORT);
        Person lena = people.invited(organization, Role.USER);
        assertThat(usernames(search("status=ACTIVE&role=USER"))).containsExactly(marta.username());
        assertThat(usernames(search("role=SUPPORT"))).containsExactly(jun.username());
        assertThat(usernames(search("status=INVITED"))).containsExactly(lena.username());
        assertThat(usernames(search("status=&role=&after=&query="))).hasSize(4);
        assertThat(adas.get("/api/v1/users?status=GONE").status()).isEqualTo(400);
        assertThat(adas.get("/api/v1/users?role=%7B%22%24ne%22%3A1%7D").status())
                .isEqualTo(400);
    }

    @Test
    void isForThoseWhoMayRead() {
        Browser support = signedIn(people.active(mfa, organization, Role.SUPPORT));
        assertThat(support.get("/api/v1/users").status()).isEqualTo(200);
        assertThat(signedIn(people.active(mfa, organization, Role.USER))
                        .get("/api/v1/users")
                        .status())
                .isEqualTo(403);
        assertThat(browser().get("/api/v1/users").status()).isEqualTo(401);
    }

    @Test
    void showsWhatSomebodyMayDoAndWhetherTheyAreFrozen() {
        Person jun = granted(people.active(mfa, organization, Role.SUPPORT), "audit:read");
        String path = "/api/v1/users/" + jun.id();
        Answer shown = adas.get(path);
        assertThat(texts(shown, "permissions"))
                .containsExactly("audit:read", "device:revoke", "mfa:reset", "user:read");
        assertThat(shown.body().path("frozen").asBoolean()).isFalse();
        users.update(
                Criteria.where("_id").is(jun.id()),
                new Update().set("pace", new Pace(clock.instant(), 51, clock.instant())));
        assertThat(adas.get(path).body().path("frozen").asBoolean()).isTrue();
    }

    @Test
    void showsForeignAndUnknownPeopleAlike() {
        Answer foreign = adas.get("/api/v1/users/" + user().id());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(adas.get("/api/v1/users/u-nobody").text().replace("u-nobody", ""))
                .isEqualTo(foreign.text().replaceAll("u-[0-9]+", ""));
        Person marta = people.active(mfa, organization, Role.USER);
        assertThat(adas.get("/api/v1/users/" + marta.id()).status()).isEqualTo(200);
    }

    private List<String> found(String query) {
        return usernames(search("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
    }

    private Answer search(String parameters) {
        Answer answer = adas.get("/api/v1/users?" + parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static List<String> usernames(Answer page) {
        return page.body()
                .path("users")
                .valueStream()
                .map(user -> user.path("username").asString())
                .toList();
    }

    private static List<String> texts(Answer answer, String field) {
        return answer.body()
                .path(field)
                .valueStream()
                .map(text -> text.asString())
                .toList();
    }

    private void invite(String username, String email, String displayName) {
        Answer answer =
                adas.post("/api/v1/users", Map.of("username", username, "email", email, "displayName", displayName));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }
}
