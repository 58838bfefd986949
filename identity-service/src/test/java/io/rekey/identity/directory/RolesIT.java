package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.UserRolesChanged;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolesIT extends RunningIdentity {

    private Person ada;
    private Person marta;
    private Browser adas;

    @BeforeEach
    void signIn() {
        ada = administrator();
        marta = user();
        adas = signedIn(ada);
    }

    @Test
    void giveWhatTheyBringAndWhatIsGranted() {
        Browser martas = signedIn(marta);
        assertThat(martas.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(give(marta, "SUPPORT", "user:write", "user:read").status()).isEqualTo(204);
        assertThat(read(marta).roles()).containsExactly("SUPPORT");
        assertThat(read(marta).granted()).containsExactly("user:write");
        Browser again = signedIn(marta);
        assertThat(again.get("/api/v1/users").status()).isEqualTo(200);
        assertThat(again.send("PUT", "/api/v1/users/" + user().id() + "/suspension", null, Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(eventsAbout(marta, UserRolesChanged.class)).singleElement().satisfies(event -> {
            assertThat(event.epoch()).isEqualTo(2);
            assertThat(event.roles()).containsExactly("SUPPORT");
            assertThat(event.permissions()).containsExactly("device:revoke", "mfa:reset", "user:read", "user:write");
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
    }

    @Test
    void takeBackWhatTheyDoNotGive() {
        give(marta, "SUPPORT", "audit:read");
        assertThat(give(marta, "SUPPORT").status()).isEqualTo(204);
        assertThat(read(marta).granted()).isEmpty();
        assertThat(give(marta, "USER").status()).isEqualTo(204);
        assertThat(read(marta).permissions()).isEmpty();
        assertThat(eventsAbout(marta, UserRolesChanged.class))
                .extracting(UserRolesChanged::epoch)
                .containsExactly(2L, 3L, 4L);
    }

    /** R45: nobody's rights change in the middle of a session, nor of a sign-in. */
    @Test
    void endEverySessionAndEverySignInOnTheWay() {
        Browser martas = signedIn(marta);
        Browser halfway = browser();
        halfway.signIn(marta);
        give(marta, "SUPPORT");
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(halfway.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    @Test
    void raiseTheEpochAndTheFenceOfSessionsAlone() {
        Fences before = read(marta).fences();
        give(marta, "SUPPORT");
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(read(marta).fences()).isEqualTo(new Fences(2, before.links(), before.devices(), before.factors()));
        assertThat(read(marta).hasLiveFactor()).isTrue();
    }

    @Test
    void leaveAMailedLinkAsGoodAsItWas() {
        resetBySomebody(marta);
        String link = mailedLink(marta);
        give(marta, "SUPPORT");
        Browser browser = browser();
        assertThat(browser.openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        browser.begin("google");
        assertThat(browser.confirm(io.rekey.identity.MfaStandIn.FIRST_CODE).state())
                .isEqualTo("SET_UP");
    }

    @Test
    void doNothingTheSecondTime() {
        give(marta, "SUPPORT", "audit:read");
        Browser martas = signedIn(marta);
        assertThat(give(marta, "SUPPORT", "audit:read", "mfa:reset").status()).isEqualTo(204);
        assertThat(martas.isSignedIn()).isTrue();
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(marta, UserRolesChanged.class)).hasSize(1);
    }

    /** I5, I10: whoever comes first, no epoch is left out or said twice. */
    @Test
    void areChangedOneAfterTheOther() throws Exception {
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String proof = adas.proof(ada, "user:write", marta.id());
            String role = i % 2 == 0 ? "SUPPORT" : "USER";
            racers.add(() -> put(adas.twin(), proof, marta, body(role)).status());
        }
        assertThat(Race.of(racers)).containsOnly(204);
        long epoch = read(marta).epoch();
        assertThat(epoch).isBetween(2L, 9L);
        assertThat(read(marta).fences().sessions()).isEqualTo(epoch);
        assertThat(eventsAbout(marta, UserRolesChanged.class))
                .extracting(UserRolesChanged::epoch)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, epoch).boxed().toList());
    }

    @Test
    void areGivenBelowOnesOwn() {
        assertThat(give(marta, "ADMINISTRATOR").problem()).isEqualTo("forbidden");
        assertThat(give(marta, "OPERATOR").problem()).isEqualTo("forbidden");
        assertThat(read(marta).roles()).containsExactly("USER");
        Person operator = people.active(mfa, ACME, Role.OPERATOR);
        Browser operators = signedIn(operator);
        assertThat(put(operators, operator, marta, body("OPERATOR")).status()).isEqualTo(204);
        assertThat(put(operators, operator, marta, body("ADMINISTRATOR")).status())
                .isEqualTo(204);
        assertThat(read(marta).roles()).containsExactly("ADMINISTRATOR");
    }

    @Test
    void areNeverOnesOwn() {
        Person operator = people.active(mfa, ACME, Role.OPERATOR);
        assertThat(put(signedIn(operator), operator, operator, body("USER")).problem())
                .isEqualTo("forbidden");
        assertThat(give(ada, "SUPPORT").problem()).isEqualTo("forbidden");
        assertThat(read(operator).roles()).containsExactly("OPERATOR");
    }

    @Test
    void areThoseOfPeopleWithALowerRoleAtHome() {
        assertThat(give(administrator(), "USER").problem()).isEqualTo("forbidden");
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        assertThat(give(foreign, "SUPPORT").problem()).isEqualTo("not-found");
        assertThat(read(foreign).epoch()).isEqualTo(1);
        assertThat(give(people.active(mfa, ACME, Role.SUPPORT), "USER").status())
                .isEqualTo(204);
    }

    @Test
    void takeGrantsOfWhatTheGranterHasAndForSupportAlone() {
        assertThat(give(marta, "SUPPORT", "mfa:disable").problem()).isEqualTo("forbidden");
        assertThat(give(marta, "USER", "user:read").problem()).isEqualTo("grants-not-taken");
        assertThat(give(marta, "SUPPORT", "user:delete").problem()).isEqualTo("unknown-permission");
        assertThat(read(marta).epoch()).isEqualTo(1);
        Person operator = people.active(mfa, ACME, Role.OPERATOR);
        assertThat(put(signedIn(operator), operator, marta, body("SUPPORT", "mfa:disable"))
                        .status())
                .isEqualTo(204);
        assertThat(read(marta).granted()).isEqualTo(Set.of("mfa:disable"));
    }

    @Test
    void needThePermissionToBeChanged() {
        Person jun = people.active(mfa, ACME, Role.SUPPORT);
        Browser juns = signedIn(jun);
        assertThat(put(juns, jun, marta, body("USER")).status()).isEqualTo(403);
        granted(jun, "user:write");
        assertThat(put(juns, jun, marta, body("USER")).status()).isEqualTo(204);
        assertThat(put(juns, jun, marta, body("SUPPORT")).problem())
                .as("nobody makes their like")
                .isEqualTo("forbidden");
    }

    @Test
    void needAProofForExactlyThisUser() {
        String other = adas.proof(ada, "user:write", user().id());
        assertThat(put(adas, other, marta, body("SUPPORT")).problem()).isEqualTo("step-up-required");
        assertThat(adas.put(path(marta), body("SUPPORT"), Map.of()).problem()).isEqualTo("step-up-required");
        assertThat(read(marta).roles()).containsExactly("USER");
        assertThat(give(marta, "SUPPORT").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"SUPPORT\"}",
                "{\"role\":\"OWNER\",\"permissions\":[]}",
                "{\"role\":{\"$ne\":null},\"permissions\":[]}",
                "{\"role\":\"SUPPORT\",\"permissions\":[null]}",
                "{\"role\":\"SUPPORT\",\"permissions\":\"user:read\"}",
                "{\"role\":\"SUPPORT\",\"permissions\":[],\"epoch\":1}"
            })
    void takeNothingElse(String body) {
        Map<String, String> proof = Map.of("Rekey-Step-Up", adas.proof(ada, "user:write", marta.id()));
        assertThat(adas.send("PUT", path(marta), body, proof).status()).isEqualTo(400);
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR, 201", "ADMINISTRATOR, 403"})
    void areThoseThatAnOperatorMayInviteWith(Role inviter, int status) {
        Browser inviters = signedIn(people.active(mfa, ACME, inviter));
        for (String role : List.of("ADMINISTRATOR", "OPERATOR")) {
            Answer answer = inviters.post(
                    "/api/v1/users",
                    Map.of(
                            "username",
                            "by-" + inviter.name().toLowerCase(java.util.Locale.ROOT) + "-" + role,
                            "email",
                            "x@example.org",
                            "displayName",
                            "X",
                            "role",
                            role));
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        }
    }

    private Answer give(Person person, String role, String... permissions) {
        return put(adas, ada, person, body(role, permissions));
    }

    private static Map<String, ?> body(String role, String... permissions) {
        return Map.of("role", role, "permissions", List.of(permissions));
    }

    private Answer put(Browser at, Person by, Person target, Map<String, ?> body) {
        return put(at, at.proof(by, "user:write", target.id()), target, body);
    }

    private Answer put(Browser at, String proof, Person target, Map<String, ?> body) {
        return at.put(path(target), body, Map.of("Rekey-Step-Up", proof));
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/roles";
    }
}
