package io.rekey.identity.apiclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.ApiClientRegistered;
import io.rekey.events.identity.ApiClientRemoved;
import io.rekey.events.identity.IdentityEvent;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.SigningProgram;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Who may register which programs, and for whom. */
@ExtendWith(OutputCaptureExtension.class)
class ApiClientsIT extends RunningIdentity {

    private static final String CLIENTS = "/api/v1/api-clients";

    private final SigningProgram program = SigningProgram.ed25519();
    private Person ada;
    private Browser adas;

    @BeforeEach
    void signIn() {
        people.organization("clients-" + count(), "{\"stepUp\": \"PASSWORD\"}");
        ada = people.active(mfa, "clients-" + organizations, Role.ADMINISTRATOR);
        adas = signedIn(ada);
    }

    @Test
    void registersShowsAndRemovesAndTellsEachChange() {
        Answer registered = register(adas, ada, registration());

        assertThat(registered.status()).isEqualTo(201);
        String id = registered.string("clientId");
        assertThat(list(adas)).singleElement().satisfies(client -> {
            assertThat(client.propertyNames())
                    .containsExactlyInAnyOrder(
                            "clientId",
                            "name",
                            "permissions",
                            "needsApproval",
                            "algorithm",
                            "fingerprint",
                            "registeredBy",
                            "registeredAt");
            assertThat(client.path("clientId").asString()).isEqualTo(id);
            assertThat(client.path("algorithm").asString()).isEqualTo("EdDSA");
            assertThat(client.path("registeredBy").asString()).isEqualTo(ada.id());
            assertThat(client.path("fingerprint").asString())
                    .isEqualTo(ClientKey.read(program.pem()).fingerprint());
        });
        assertThat(remove(adas, ada, id).status()).isEqualTo(204);
        assertThat(list(adas)).isEmpty();
        assertThat(heardOf(ada))
                .containsExactly(
                        new ApiClientRegistered(
                                ada.id(),
                                ada.organization(),
                                id,
                                "Help desk",
                                List.of("mfa:reset", "user:read"),
                                true,
                                Actor.user(ada.id()),
                                clock.instant()),
                        new ApiClientRemoved(ada.id(), ada.organization(), id, Actor.user(ada.id()), clock.instant()));
    }

    @Test
    void letsAPersonApproveUnlessTheRegistrationSaysOtherwise() {
        Map<String, Object> silent = registration();
        silent.remove("needsApproval");
        register(adas, ada, silent);
        register(adas, ada, with("needsApproval", false));
        assertThat(list(adas))
                .extracting(client -> client.path("needsApproval").asBoolean())
                .containsExactly(true, false);
    }

    @Test
    void asksForAProofForExactlyThis() {
        Answer without = adas.post(CLIENTS, registration());
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.problem()).isEqualTo("step-up-required");
        String other = adas.proof(ada, "user:write", GLOBEX);
        assertThat(post(adas, other, registration()).status()).isEqualTo(401);
        String id = register(adas, ada, registration()).string("clientId");
        assertThat(adas.delete(CLIENTS + "/" + id).status()).isEqualTo(401);
        assertThat(delete(adas, adas.proof(ada, "user:write", ada.organization()), id)
                        .status())
                .isEqualTo(401);
        assertThat(remove(adas, ada, id).status()).isEqualTo(204);
    }

    @Test
    void spendsNoProofOnWhatCannotBe() {
        String proof = adas.proof(ada, "user:write", ada.organization());
        assertThat(post(adas, proof, with("publicKey", "AAAA")).problem()).isEqualTo("bad-key");
        assertThat(post(adas, proof, with("permissions", List.of("mfa:disable")))
                        .problem())
                .isEqualTo("forbidden");
        assertThat(post(adas, proof, registration()).status()).isEqualTo(201);
    }

    /** What somebody lacks, nobody gets from them. */
    @Test
    void givesNoPermissionThatTheRegistrarLacks() {
        assertThat(register(adas, ada, with("permissions", List.of("user:read", "mfa:disable")))
                        .status())
                .isEqualTo(403);
        Person omar = people.active(mfa, ada.organization(), Role.OPERATOR);
        assertThat(register(signedIn(omar), omar, with("permissions", List.of("user:read", "mfa:disable")))
                        .status())
                .isEqualTo(201);
        Answer unknown = register(adas, ada, with("permissions", List.of("user:read", "mfa:everything")));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.problem()).isEqualTo("unknown-permission");
    }

    @ParameterizedTest
    @CsvSource({"USER, false", "SUPPORT, false", "SUPPORT, true"})
    void isForAdministratorsWhateverElseSomebodyWasGranted(Role role, boolean granted) {
        Person sam = people.active(mfa, ada.organization(), role);
        if (granted) {
            users.update(where("_id").is(sam.id()), new Update().set("granted", List.of("user:write")));
        }
        Browser sams = signedIn(sam);
        String id = register(adas, ada, registration()).string("clientId");
        assertThat(sams.get(CLIENTS).status()).isEqualTo(403);
        assertThat(register(sams, sam, registration()).status()).isEqualTo(403);
        assertThat(remove(sams, sam, id).status()).isEqualTo(403);
        assertThat(list(adas)).hasSize(1);
    }

    /** A stolen key must not outlive its removal by keys that it made. */
    @Test
    void letsNoProgramRegisterAnother() {
        SigningProgram writing = program.registeredBy(ada, adas, "user:write", "user:read");
        Map<String, String> token = writing.authorization(browser(), clock);
        Answer refused = browser().post(CLIENTS, registration(), token);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("people-only");
        assertThat(browser()
                        .send("DELETE", CLIENTS + "/" + writing.id(), null, token)
                        .problem())
                .isEqualTo("people-only");
        assertThat(browser().send("GET", CLIENTS, null, token).status()).isEqualTo(200);
    }

    /** I6, R33. */
    @Test
    void knowsNothingOfOtherOrganizations() {
        String id = register(adas, ada, registration()).string("clientId");
        Person greta = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        Browser gretas = signedIn(greta);
        Answer foreign = remove(gretas, greta, id);
        Answer unknown = remove(gretas, greta, "0199a4c2-6f5e-7c3a-9d41-2b8f0c6e1a57");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text().replace(id, "")).isEqualTo(unknown.text().replaceAll("0199[a-f0-9-]+", ""));
        assertThat(gretas.get(CLIENTS).text()).doesNotContain(id);
        assertThat(remove(adas, ada, id).status()).isEqualTo(204);
        assertThat(remove(adas, ada, id).status()).isEqualTo(404);
    }

    @Test
    void letsAnOperatorRegisterForTheOrganizationThatIsNamed() {
        Person omar = people.active(mfa, GLOBEX, Role.OPERATOR);
        Browser omars = signedIn(omar);
        Map<String, String> headers = Map.of(
                "Rekey-Step-Up",
                omars.proof(omar, "user:write", ada.organization()),
                "Rekey-Organization",
                ada.organization());
        assertThat(omars.post(CLIENTS, registration(), headers).status()).isEqualTo(201);
        assertThat(list(adas)).hasSize(1);
    }

    @Test
    void asksTheOperatorsKeyForAnOrganization() {
        Map<String, String> token = new LinkedHashMap<>(SigningProgram.OPERATOR.authorization(browser(), clock));
        Answer nowhere = browser().post(CLIENTS, registration(), token);
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.problem()).isEqualTo("organization-needed");
        token.put("Rekey-Organization", ada.organization());
        assertThat(browser().post(CLIENTS, registration(), token).status()).isEqualTo(201);
        assertThat(list(adas)).hasSize(1);
    }

    @Test
    void holdsAHundredAndNoMore() {
        ClientKey key = ClientKey.read(program.pem());
        for (int i = 0; i < RegisterApiClient.MOST - 1; i++) {
            mongo.insert(new ApiClient(
                    UUID.randomUUID().toString(),
                    ada.organization(),
                    "n",
                    key.encoded(),
                    List.of("user:read"),
                    Role.ADMINISTRATOR,
                    true,
                    ada.id(),
                    clock.instant(),
                    null));
        }
        String last = register(adas, ada, registration()).string("clientId");
        Answer more = register(adas, ada, registration());
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.problem()).isEqualTo("too-many-clients");
        assertThat(list(adas)).hasSize(RegisterApiClient.MOST);
        remove(adas, ada, last);
        assertThat(register(adas, ada, registration()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"name, ''", "name, '  '", "publicKey, ''", "needsApproval, perhaps", "clientId, chosen"})
    void refusesValuesOutOfBounds(String field, String value) {
        assertThat(register(adas, ada, with(field, value)).status()).isEqualTo(400);
    }

    @Test
    void refusesLongNamesNoPermissionsAndOperatorsInPlaceOfValues() {
        assertThat(register(adas, ada, with("name", "n".repeat(101))).status()).isEqualTo(400);
        assertThat(register(adas, ada, with("permissions", List.of())).status()).isEqualTo(400);
        assertThat(register(adas, ada, with("name", Map.of("$ne", ""))).status())
                .isEqualTo(400);
        assertThat(register(adas, ada, with("name", "n".repeat(100))).status()).isEqualTo(201);
    }

    /** It is said, not kept, and above all not logged. */
    @Test
    void saysThatAPrivateKeyWasPastedAndLogsNothingOfIt(CapturedOutput output) {
        byte[] secret = program.keys().getPrivate().getEncoded();
        String pem = SigningProgram.pem("PRIVATE KEY", secret);
        Answer answer = register(adas, ada, with("publicKey", pem));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("bad-key");
        assertThat(answer.string("detail")).startsWith("This is a private key.").contains("Nothing was registered");
        String base64 = pem.lines().toList().get(1);
        assertThat(answer.text()).doesNotContain(base64);
        assertThat(output.getAll()).doesNotContain(base64);
        assertThat(mongo.findAll(Document.class, ApiClients.COLLECTION).toString())
                .doesNotContain(base64);
    }

    @Test
    void removesOnceHoweverManyTry() throws Exception {
        String id = register(adas, ada, registration()).string("clientId");
        List<String> proofs = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> adas.proof(ada, "user:write", id))
                .toList();
        var answers = Race.of(proofs.stream()
                .map(proof -> (java.util.concurrent.Callable<Answer>) () -> delete(adas, proof, id))
                .toList());
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(204).containsOnly(204, 404);
        assertThat(heardOf(ada)).hasSize(2);
    }

    // How it is called.

    private static int organizations;

    private static int count() {
        return ++organizations;
    }

    private Map<String, Object> registration() {
        return new LinkedHashMap<>(Map.of(
                "name",
                "Help desk",
                "publicKey",
                program.pem(),
                "permissions",
                List.of("user:read", "mfa:reset"),
                "needsApproval",
                true));
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> changed = registration();
        changed.put(field, value);
        return changed;
    }

    private Answer register(Browser at, Person by, Map<String, ?> body) {
        return post(at, at.proof(by, "user:write", by.organization()), body);
    }

    private Answer post(Browser at, String proof, Map<String, ?> body) {
        return at.post(CLIENTS, body, Map.of("Rekey-Step-Up", proof));
    }

    private Answer remove(Browser at, Person by, String id) {
        return delete(at, at.proof(by, "user:write", id), id);
    }

    private Answer delete(Browser at, String proof, String id) {
        return at.send("DELETE", CLIENTS + "/" + id, null, Map.of("Rekey-Step-Up", proof));
    }

    private List<tools.jackson.databind.JsonNode> list(Browser at) {
        Answer answer = at.get(CLIENTS);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("clients").values().stream().toList();
    }

    private List<IdentityEvent> heardOf(Person person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mongo.find(
                                Query.query(where("organizationId")
                                        .is(person.organization())
                                        .and("pending")
                                        .is(true)),
                                Document.class,
                                ApiClients.COLLECTION)
                        .isEmpty());
        return topics.heardAbout(person.id()).stream()
                .<IdentityEvent>map(event -> event.payload())
                .filter(event -> event instanceof ApiClientRegistered || event instanceof ApiClientRemoved)
                .toList();
    }
}
