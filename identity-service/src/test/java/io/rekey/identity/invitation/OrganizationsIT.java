package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.OrganizationCreated;
import io.rekey.events.identity.UserInvited;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.json.JsonMapper;

/** Operators create organizations, each with somebody to administer it, and find who is where. */
class OrganizationsIT extends RunningIdentity {

    private static final String ORGANIZATIONS = "/api/v1/organizations";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @Autowired
    private Organizations organizations;

    private Person olga;
    private Browser olgas;
    private String id;
    private String username;

    @BeforeEach
    void signIn() {
        olga = people.active(mfa, ACME, Role.OPERATOR);
        olgas = signedIn(olga);
        id = "initech-" + COUNTER.incrementAndGet();
        username = "bill" + COUNTER.get();
    }

    @Test
    void createsOneAndInvitesItsAdministrator() {
        Answer answer = create(id, username);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.string("organizationId")).isEqualTo(id);
        User bill = users.findByUsername(username).orElseThrow();
        assertThat(bill.id()).isEqualTo(answer.string("userId"));
        assertThat(bill.organizationId()).isEqualTo(id);
        assertThat(bill.roles()).isEqualTo(Set.of("ADMINISTRATOR"));
        assertThat(bill.status()).isEqualTo(UserStatus.INVITED);
        assertThat(organizations.get(id).issuer()).isEqualTo("Initech (sandbox)");
        assertThat(eventsAbout(person(bill), UserInvited.class)).hasSize(1);
        assertThat(created(1)).singleElement().satisfies(event -> {
            assertThat(event.organizationId()).isEqualTo(id);
            assertThat(event.name()).isEqualTo("Initech");
            assertThat(event.actor().id()).isEqualTo(olga.id());
        });
    }

    @Test
    void letsTheAdministratorInByTheMailedLink() {
        create(id, username);
        Person bill = person(users.findByUsername(username).orElseThrow());
        Browser bills = browser();
        String address = ticket(bill, "invitation", 1, 0).string("link");
        String link = address.substring((ORIGIN + "/set-up/").length());
        assertThat(bills.openLink(link, "a long enough one").string("state")).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void refusesAnIdThatIsTaken() {
        create(id, username);
        for (String taken : List.of(id, ACME, "platform")) {
            Answer answer = create(taken, "other-" + username);
            assertThat(answer.status()).as(taken).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("organization-taken");
        }
        assertThat(create(id, username).problem()).as("the same again").isEqualTo("organization-taken");
        assertThat(users.findByUsername("other-" + username)).isEmpty();
        assertThat(created(1)).hasSize(1);
    }

    @Test
    void refusesAUsernameThatIsTakenAndLeavesNothingBehind() {
        Answer answer = create(id, user().username());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("username-taken");
        assertThat(organizations.find(id)).isEmpty();
        assertThat(create(id, username).status()).isEqualTo(201);
    }

    /** It broke off between its two writes. */
    @Test
    void finishesWhatBrokeOff() {
        create(id, username);
        String administrator = users.findByUsername(username).orElseThrow().id();
        mongo.remove(Query.query(where("_id").is(administrator)), User.class);
        assertThat(create(id, username, "Another Name").problem()).isEqualTo("organization-taken");
        Answer again = create(id, username);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.string("userId")).isEqualTo(administrator);
        assertThat(users.findByUsername(username)).isPresent();
        assertThat(created(1)).hasSize(1);
    }

    @Test
    void createsOneOfManyAtTheSameMoment() throws Exception {
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String proof = olgas.proof(olga, "policy:write", id);
            String body = body(id, username + "-" + i, "Initech");
            racers.add(() -> send(olgas.twin(), body, proof).status());
        }
        assertThat(Race.of(racers)).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(mongo.count(Query.query(where("organizationId").is(id)), User.class))
                .isEqualTo(1);
        assertThat(created(1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'organizationId': 'x', 'name': 'X', 'environment': 'e'}",
                "{'organizationId': 'x y', 'name': 'X', 'environment': 'e', 'administrator': ADMINISTRATOR}",
                "{'organizationId': 'x', 'name': '', 'environment': 'e', 'administrator': ADMINISTRATOR}",
                "{'organizationId': 'x', 'name': 'X\\u0000', 'environment': 'e', 'administrator': ADMINISTRATOR}",
                "{'organizationId': 'x', 'name': 'X', 'environment': ' ', 'administrator': ADMINISTRATOR}",
                "{'organizationId': 'x', 'name': 'X', 'environment': 'e', 'administrator': {'username': 'b'}}",
                "{'organizationId': 'x', 'name': 'X', 'environment': 'e', 'policy': {}, 'administrator': ADMINISTRATOR}",
                "{'organizationId': {'$ne': null}, 'name': 'X', 'environment': 'e', 'administrator': ADMINISTRATOR}"
            })
    void refusesABodyOfAnotherShape(String body) {
        String administrator = "{'username': 'b', 'email': 'b@example.org', 'displayName': 'B'}";
        String json = body.replace("ADMINISTRATOR", administrator).replace('\'', '"');
        assertThat(send(olgas, json, olgas.proof(olga, "policy:write", "x")).status())
                .isEqualTo(400);
        assertThat(organizations.find("x")).isEmpty();
    }

    @Test
    void needsAProofForThisOrganization() {
        String body = body(id, username, "Initech");
        for (String proof : new String[] {null, olgas.proof(olga, "policy:write", ACME)}) {
            Answer answer = send(olgas, body, proof);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("step-up-required");
        }
        assertThat(organizations.find(id)).isEmpty();
    }

    @Test
    void isForOperatorsAlone() {
        Person ada = administrator();
        Browser adas = signedIn(ada);
        assertThat(adas.get(ORGANIZATIONS).status()).isEqualTo(403);
        assertThat(find(adas, ada.username()).status()).isEqualTo(403);
        String proof = adas.proof(ada, "policy:write", id);
        assertThat(send(adas, body(id, username, "Initech"), proof).status()).isEqualTo(403);
        assertThat(organizations.find(id)).isEmpty();
    }

    private Answer create(String organization, String administrator) {
        return create(organization, administrator, "Initech");
    }

    private Answer create(String organization, String administrator, String name) {
        String proof = olgas.proof(olga, "policy:write", organization);
        return send(olgas, body(organization, administrator, name), proof);
    }

    private static Answer send(Browser at, String body, @Nullable String proof) {
        return at.send("POST", ORGANIZATIONS, body, proof == null ? Map.of() : Map.of("Rekey-Step-Up", proof));
    }

    private static Answer find(Browser at, String username) {
        return at.get("/api/v1/platform/users?username=" + username);
    }

    private static String body(String organization, String administrator, String name) {
        return JSON.writeValueAsString(Map.of(
                "organizationId",
                organization,
                "name",
                name,
                "environment",
                "sandbox",
                "administrator",
                Map.of("username", administrator, "email", "bill@example.org", "displayName", "Bill")));
    }

    private static Person person(User user) {
        return new Person(user.id(), user.organizationId(), user.username(), "", "");
    }

    private List<OrganizationCreated> created(int atLeast) {
        return await().atMost(Duration.ofSeconds(20)).until(this::created, said -> said.size() >= atLeast);
    }

    private List<OrganizationCreated> created() {
        return topics.heardAbout(olga.id()).stream()
                .map(event -> event.payload())
                .filter(OrganizationCreated.class::isInstance)
                .map(OrganizationCreated.class::cast)
                .toList();
    }
}
