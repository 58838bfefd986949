package io.rekey.identity.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** R37: a plan says who would be hit, and executes exactly that. */
class PlanIT extends RunningIdentity {

    @Autowired
    private RunPlans runPlans;

    private Person ada;
    private Browser adas;
    private int keys;

    @BeforeEach
    void signIn() {
        ada = administrator();
        adas = signedIn(ada);
    }

    @Test
    void saysWhoWouldBeHitAndWhoNotAndWhyAndTouchesNobody() {
        Person marta = user();
        Person invited = people.invited(ACME, Role.USER);
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Person boss = administrator();
        Answer plan = plan(marta.id(), invited.id(), foreign.id(), "u-nobody", boss.id(), ada.id(), marta.id());
        assertThat(plan.status()).isEqualTo(201);
        assertThat(plan.state()).isEqualTo("DRAFT");
        assertThat(plan.body().path("counts").toString())
                .isEqualTo("{\"NOT_FOUND\":2,\"NOT_SET_UP\":1,\"OUT_OF_REACH\":1,\"SELF\":1,\"WOULD_RESET\":1}");
        assertThat(plan.body().path("mails").asInt()).isEqualTo(1);
        Answer targets = adas.get("/api/v1/reset-plans/" + plan.string("planId") + "/targets");
        assertThat(targets.text()).contains("USER:google").doesNotContain(foreign.username());
        assertThat(targets.body().path("targets").size()).isEqualTo(6);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void resetsExactlyThoseAndTellsTheProgress() {
        Person[] people = ordinary(5);
        String plan = plan(Stream.concat(ids(people), Stream.of("u-nobody")).toArray(String[]::new))
                .string("planId");
        Answer started = execute(plan);
        assertThat(started.status()).isEqualTo(202);
        Answer done = finished(plan);
        assertThat(done.state()).isEqualTo("DONE");
        assertThat(done.body().path("progress").toString())
                .isEqualTo("{\"done\":6,\"total\":6,\"accepted\":5,\"refused\":1}");
        for (Person each : people) {
            assertThat(read(each).epoch()).isEqualTo(2);
            String resetId =
                    eventsAbout(each, MfaResetRequested.class).getFirst().resetId();
            assertThat(adas.get("/api/v1/resets/" + resetId).status()).isEqualTo(200);
        }
        Answer targets = adas.get("/api/v1/reset-plans/" + plan + "/targets");
        assertThat(targets.body().path("targets").path(5).path("outcome").asString())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void readsIdsUsernamesAndAddressesFromAFile() {
        Person marta = user();
        Person jonas = user();
        String csv = "User,Note\r\n" + marta.username().toUpperCase(java.util.Locale.ROOT) + ",x\r\n" + jonas.id()
                + ",\r\n" + jonas.id() + ",\r\nnobody@example.org,\r\n";
        Answer plan = adas.send(
                "POST",
                "/api/v1/reset-plans?reason=breach&providers=google",
                csv,
                Map.of("Content-Type", "text/csv", "Idempotency-Key", key()));
        assertThat(plan.body().path("counts").toString()).isEqualTo("{\"NOT_FOUND\":1,\"WOULD_RESET\":2}");
    }

    @Test
    void refusesAFileThatIsNone() {
        for (String csv : List.of("", "name\r\nx", "user\r\n", "user\r\n\"x")) {
            Answer plan = adas.send(
                    "POST",
                    "/api/v1/reset-plans?reason=breach",
                    csv,
                    Map.of("Content-Type", "text/csv", "Idempotency-Key", key()));
            assertThat(plan.status()).as(csv).isIn(400, 422);
        }
    }

    @Test
    void makesOnePlanHoweverOftenTheSameCallComes() {
        Person marta = user();
        Person jonas = user();
        String key = key();
        Answer first = planUnder(key, marta.id());
        assertThat(planUnder(key, marta.id()).string("planId")).isEqualTo(first.string("planId"));
        assertThat(planUnder(key, jonas.id()).status()).isEqualTo(422);
    }

    /** A draft under a key is no order under it: nobody is told that a reset waits which nobody ordered. */
    @Test
    void isNoOrderUnderTheSameKey() {
        Person marta = user();
        String key = key();
        planUnder(key, marta.id());
        clock.advance(Duration.ofHours(25)); // the first answer is remembered no longer
        adas = signedIn(ada);
        String proof = adas.proof(ada, "mfa:reset", marta.id());
        Answer ordered = reset(adas, key, proof, Map.of("userIds", List.of(marta.id()), "reason", "breach"));
        assertThat(ordered.status()).isEqualTo(202);
        assertThat(ordered.text()).contains("ACCEPTED").doesNotContain("PENDING");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void refusesWithTheDifferenceWhenTheWorldHasChanged() {
        Person marta = user();
        Person jonas = user();
        String plan = plan(marta.id(), jonas.id()).string("planId");
        resetBySomebody(marta);
        Answer refused = execute(plan);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("plan-changed");
        assertThat(refused.body().path("differences").size()).isEqualTo(1);
        assertThat(refused.text()).contains(marta.id()).doesNotContain(jonas.id());
        assertThat(read(jonas).epoch()).isEqualTo(1);
        assertThat(execute(plan(marta.id(), jonas.id()).string("planId")).status())
                .isEqualTo(202);
    }

    @Test
    void executesOnceHoweverOftenItIsAsked() {
        Person marta = user();
        String plan = plan(marta.id()).string("planId");
        execute(plan);
        finished(plan);
        assertThat(execute(plan).problem()).isEqualTo("plan-over");
        assertThat(read(marta).epoch()).isEqualTo(2);
    }

    @Test
    void executesNothingWithoutAProofForThisPlan() {
        Person marta = user();
        String plan = plan(marta.id()).string("planId");
        assertThat(adas.post("/api/v1/reset-plans/" + plan + "/execution", Map.of())
                        .problem())
                .isEqualTo("step-up-required");
        String other = adas.proof(ada, "mfa:reset", plan(marta.id()).string("planId"));
        assertThat(executeWith(plan, other).problem()).isEqualTo("step-up-required");
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void executesNothingAfterADay() {
        String plan = plan(user().id()).string("planId");
        clock.advance(Duration.ofHours(24));
        adas = signedIn(ada);
        assertThat(execute(plan).problem()).isEqualTo("plan-over");
    }

    @Test
    void isNobodyElses() {
        String plan = plan(user().id()).string("planId");
        Person grace = administrator();
        Browser graces = signedIn(grace);
        assertThat(graces.post(
                                "/api/v1/reset-plans/" + plan + "/execution",
                                Map.of(),
                                Map.of("Rekey-Step-Up", graces.proof(grace, "mfa:reset", plan)))
                        .problem())
                .isEqualTo("not-your-plan");
        Person foreigner = people.active(mfa, GLOBEX, Role.ADMINISTRATOR);
        Browser theirs = signedIn(foreigner);
        for (String path : List.of("", "/targets")) {
            assertThat(theirs.get("/api/v1/reset-plans/" + plan + path).status())
                    .isEqualTo(404);
        }
        for (String path : List.of("/pause", "/resumption", "/stop", "/execution")) {
            assertThat(theirs.post("/api/v1/reset-plans/" + plan + path, Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    /** A stopped plan resets nobody else, and those who were reset stay so. */
    @Test
    void stopsBetweenWavesAndGoesOnAfterAPause() {
        Person[] people = ordinary(3);
        String paused = plan(ids(people).toArray(String[]::new)).string("planId");
        mongo.updateFirst(byId(paused), new Update().set("state", "PAUSED"), Plans.COLLECTION);
        runPlans.scheduled();
        assertThat(read(people[0]).epoch()).isEqualTo(1);
        assertThat(adas.post("/api/v1/reset-plans/" + paused + "/resumption", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(finished(paused).state()).isEqualTo("DONE");
        assertThat(read(people[0]).epoch()).isEqualTo(2);

        String stopped = plan(user().id()).string("planId");
        assertThat(adas.post("/api/v1/reset-plans/" + stopped + "/stop", Map.of())
                        .state())
                .isEqualTo("STOPPED");
        assertThat(execute(stopped).problem()).isEqualTo("plan-over");
    }

    @Test
    void doesNotGoOnDaysLater() {
        String plan = plan(user().id()).string("planId");
        mongo.updateFirst(byId(plan), new Update().set("state", "PAUSED"), Plans.COLLECTION);
        clock.advance(Duration.ofDays(2).plusMillis(1));
        adas = signedIn(ada);
        assertThat(adas.post("/api/v1/reset-plans/" + plan + "/resumption", Map.of())
                        .problem())
                .isEqualTo("plan-over");
    }

    /** The process died in a wave: some of it is done, the plan does not know of it, and another instance had the lease. */
    @Test
    void repeatsNothingAndLosesNothingAfterACrash() {
        Person[] people = ordinary(4);
        String plan = plan(ids(people).toArray(String[]::new)).string("planId");
        execute(plan);
        finished(plan);
        // as it was in the middle: the last two not reset, nothing counted, the lease of a dead process still running
        for (Person each : List.of(people[2], people[3])) {
            mongo.updateFirst(byId(each.id()), new Update().set("epoch", 1).set("idem", List.of()), "users");
        }
        mongo.updateFirst(
                byId(plan),
                new Update()
                        .set("state", "RUNNING")
                        .set("done", 0)
                        .set("accepted", 0)
                        .set("refused", 0)
                        .set(
                                "lease",
                                new Document("owner", "dead")
                                        .append("until", clock.instant().plusSeconds(10))),
                Plans.COLLECTION);
        runPlans.scheduled();
        assertThat(read(people[3]).epoch()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(16));
        runPlans.scheduled();
        assertThat(finished(plan).body().path("progress").path("accepted").asInt())
                .isEqualTo(4);
        for (Person each : people) {
            assertThat(read(each).epoch()).isEqualTo(2);
        }
    }

    @Test
    void takesTenThousandAndNotOneMore() {
        String[] most = IntStream.range(0, 10_000).mapToObj(i -> "u-none-" + i).toArray(String[]::new);
        Answer plan = plan(most);
        assertThat(plan.status()).isEqualTo(201);
        assertThat(plan.body().path("counts").path("NOT_FOUND").asInt()).isEqualTo(10_000);
        Answer tooMany =
                plan(Stream.concat(Arrays.stream(most), Stream.of("one-more")).toArray(String[]::new));
        assertThat(tooMany.status()).isEqualTo(400);
    }

    // What people do.

    private Answer plan(String... userIds) {
        return planUnder(key(), userIds);
    }

    private Answer planUnder(String key, String... userIds) {
        return adas.post(
                "/api/v1/reset-plans",
                Map.of("userIds", List.of(userIds), "reason", "breach"),
                Map.of("Idempotency-Key", key));
    }

    private Answer execute(String plan) {
        return executeWith(plan, adas.proof(ada, "mfa:reset", plan));
    }

    private Answer executeWith(String plan, String proof) {
        return adas.post("/api/v1/reset-plans/" + plan + "/execution", Map.of(), Map.of("Rekey-Step-Up", proof));
    }

    private Answer finished(String plan) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !adas.get("/api/v1/reset-plans/" + plan).state().equals("RUNNING"));
        return adas.get("/api/v1/reset-plans/" + plan);
    }

    private Person[] ordinary(int count) {
        return IntStream.range(0, count).mapToObj(i -> user()).toArray(Person[]::new);
    }

    private static Stream<String> ids(Person... people) {
        return Arrays.stream(people).map(Person::id);
    }

    private static Query byId(String id) {
        return Query.query(Criteria.where("_id").is(id));
    }

    private String key() {
        return "plan-" + ++keys;
    }
}
