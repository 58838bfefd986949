package io.rekey.identity;

import static org.awaitility.Awaitility.await;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import io.rekey.serviceauth.Ed25519Keys;
import io.rekey.serviceauth.ServiceAuthProperties;
import io.rekey.serviceauth.ServiceTokens;
import io.rekey.testbackends.Backends;
import io.rekey.testbackends.FreePort;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service with a real broker and a real wire server; mfa-service and device-service are stood in for by real HTTP
 * servers. One for all tests: each makes its own people. What runs by the clock is run by hand.
 */
@SpringBootTest(
        classes = IdentityApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=identity-service",
            "rekey.link.key=" + RunningIdentity.LINK_KEY,
            "rekey.link.base-url=" + RunningIdentity.ORIGIN,
            "rekey.session.token-key=a-key-for-sessions-in-tests-only-0123456789",
            "rekey.password.memory-kib=64",
            "rekey.password.iterations=1",
            "rekey.reset.review-interval=1d",
            "rekey.session.sweep-interval=1d",
            "rekey.sign-in.sweep-interval=1d",
            "rekey.enrollment.repair-interval=1d",
            "rekey.two-factor-suspension.sweep-interval=1d",
            "rekey.plan.interval=1d",
            "rekey.plan.expiry-interval=1d",
            "rekey.reconciler.interval=1d",
            "rekey.reconciler.patience=2m"
        })
@Import(RunningIdentity.Surroundings.class)
public abstract class RunningIdentity {

    public static final String LINK_KEY = "a-key-for-links-in-tests-only-0123456789abc";
    public static final String ORIGIN = "https://rekey.example";
    public static final String ACME = "acme";
    public static final String GLOBEX = "globex";

    private static final KeyPair OURS = Ed25519Keys.generate();
    private static final KeyPair THEIRS = Ed25519Keys.generate();
    private static final MfaStandIn MFA = new MfaStandIn();
    private static final DeviceStandIn DEVICES = new DeviceStandIn();
    private static final Topics TOPICS = new Topics(Backends.kafkaBootstrapServers());
    private static final int INTERNAL_PORT = FreePort.any();

    protected final MfaStandIn mfa = MFA;
    protected final DeviceStandIn devices = DEVICES;
    protected final Topics topics = TOPICS;

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected MongoOperations mongo;

    @Autowired
    protected Users users;

    @Autowired
    protected People people;

    @LocalServerPort
    protected int port;

    @TestConfiguration(proxyBeanMethods = false)
    @Import(People.class)
    static class Surroundings {

        @Bean
        MutableClock testClock() {
            return new MutableClock();
        }
    }

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry registry) throws Exception {
        String database = Backends.mongoUri("rekey_identity");
        TOPICS.create();
        registry.add("spring.kafka.bootstrap-servers", Backends::kafkaBootstrapServers);
        registry.add("spring.mongodb.uri", () -> database);
        registry.add("rekey.internal-port", () -> INTERNAL_PORT);
        registry.add("rekey.services.mfa", MFA::baseUrl);
        registry.add("rekey.services.device", DEVICES::baseUrl);
        registry.add("rekey.operator.public-key", SigningProgram.OPERATOR::pem);
        registry.add("rekey.service-auth.private-key", () -> Ed25519Keys.encode(OURS.getPrivate()));
        for (String peer : List.of("mfa-service", "notification-service")) {
            registry.add("rekey.service-auth.peers." + peer, () -> Ed25519Keys.encode(THEIRS.getPublic()));
        }
    }

    @BeforeEach
    void wire() {
        mfa.trust(tokensOf("mfa-service"));
        devices.trust(tokensOf("device-service"));
        devices.follow(clock);
        mfa.reset();
        devices.reset();
    }

    // Whom tests are about.

    protected Person user() {
        return people.active(mfa, ACME, Role.USER);
    }

    protected Person administrator() {
        return people.active(mfa, ACME, Role.ADMINISTRATOR);
    }

    /** Somebody with permissions beyond those of the role, which must take grants. */
    protected Person granted(Person person, String... permissions) {
        users.update(Criteria.where("_id").is(person.id()), new Update().set("granted", List.of(permissions)));
        return person;
    }

    protected User read(Person person) {
        return users.find(person.id()).orElseThrow();
    }

    /** The user's document as it is in the database. */
    protected Document stored(Person person) {
        return java.util.Objects.requireNonNull(
                mongo.findById(person.id(), Document.class, Users.COLLECTION), person.id());
    }

    // How they come in.

    protected Browser browser() {
        return new Browser("http://localhost:" + port);
    }

    protected Browser signedIn(Person person) {
        Browser browser = browser();
        browser.signIn(person);
        Browser.Answer answer = browser.code(mfa.codeFor(person.id()));
        if (!"SIGNED_IN".equals(answer.state())) {
            throw new AssertionError("not signed in: " + answer);
        }
        return browser;
    }

    /** Resets everybody named, with a proof, as an administrator does. */
    protected Browser.Answer reset(Browser at, Person by, String key, Person... targets) {
        String[] ids = java.util.Arrays.stream(targets).map(Person::id).toArray(String[]::new);
        return reset(at, key, at.proof(by, "mfa:reset", ids), Map.of("userIds", List.of(ids), "reason", "lost phone"));
    }

    protected Browser.Answer reset(Browser at, String key, String proof, Map<String, ?> body) {
        return at.post("/api/v1/resets", body, Map.of("Idempotency-Key", key, "Rekey-Step-Up", proof));
    }

    /** A reset by an administrator made for it; for tests that only need it to have happened. */
    protected void resetBySomebody(Person target) {
        Person administrator = administrator();
        Browser.Answer answer = reset(signedIn(administrator), administrator, "k" + target.id(), target);
        if (answer.status() != 202) {
            throw new AssertionError("not reset: " + answer);
        }
    }

    // The internal side.

    protected String internalUrl() {
        return "http://localhost:" + INTERNAL_PORT;
    }

    /** Calls the internal API as another service. */
    protected Browser.Answer internal(String caller, String method, String path, Map<String, ?> body) {
        String token = tokensOf(caller).tokenFor("identity-service");
        return new Browser(internalUrl())
                .send(
                        method,
                        path,
                        method.equals("GET") ? null : StandIn.JSON.writeValueAsString(body),
                        Map.of("Authorization", "Bearer " + token));
    }

    /** Asks for a mail's ticket as notification-service does. */
    protected Browser.Answer ticket(Person person, String template, long epoch, int generation) {
        return internal(
                "notification-service",
                "POST",
                "/internal/mail-tickets",
                Map.of(
                        "mailId",
                        "mail-" + person.id(),
                        "template",
                        template,
                        "causeId",
                        "cause",
                        "userId",
                        person.id(),
                        "organizationId",
                        person.organization(),
                        "epoch",
                        epoch,
                        "generation",
                        generation));
    }

    /** The token in the link that the present mail would carry. */
    protected String mailedLink(Person person) {
        var link = java.util.Objects.requireNonNull(read(person).link());
        Browser.Answer answer = ticket(person, "reset", link.epoch(), link.gen());
        String address = answer.string("link");
        if (!address.startsWith(ORIGIN + "/set-up/")) {
            throw new AssertionError("no link: " + answer.text());
        }
        return address.substring((ORIGIN + "/set-up/").length());
    }

    /** What was said about a user, once nothing waits in the outbox any more. */
    protected List<IdentityEvent> eventsAbout(Person person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stored(person)
                        .getList("outbox", Document.class, List.of())
                        .isEmpty());
        return topics.heardAbout(person.id()).stream()
                .map(event -> event.payload())
                .toList();
    }

    protected <E extends IdentityEvent> List<E> eventsAbout(Person person, Class<E> kind) {
        return eventsAbout(person).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Called as the body's tokens are made and read: the other services' keys, this test's clock. */
    private ServiceTokens tokensOf(String name) {
        return new ServiceTokens(
                new ServiceAuthProperties(
                        name,
                        Ed25519Keys.encode(THEIRS.getPrivate()),
                        Map.of("identity-service", Ed25519Keys.encode(OURS.getPublic())),
                        Duration.ofMinutes(5)),
                clock);
    }
}
