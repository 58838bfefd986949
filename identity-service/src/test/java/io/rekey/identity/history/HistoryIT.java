package io.rekey.identity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.device.DeviceTrusted;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.identity.SessionEnded;
import io.rekey.events.identity.SignInFailed;
import io.rekey.events.mfa.BackupCodeUsed;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.events.notification.MailFailed;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What happened to a user, from the events of all services. */
class HistoryIT extends RunningIdentity {

    @Autowired
    RecordHistory recordHistory;

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
    void tellsWhatEveryServiceSaidTheNewestFirst() throws Exception {
        Actor actor = Actor.user(ada.id());
        clock.advance(Duration.ofSeconds(1));
        reset(adas, ada, "k" + marta.id(), marta);
        topics.say(new BackupCodeUsed(marta.id(), ACME, 1, 9, later()));
        topics.say(new DeviceTrusted(marta.id(), ACME, "d-1", "google", 1, later()));
        topics.say(new MailFailed(
                "m-1", "reset", "r-1", marta.id(), ACME, 1, 0, 3, "550 <marta@example.org> unknown", later()));
        await().atMost(Duration.ofSeconds(20)).until(() -> types(adas, marta).size() == 5);

        assertThat(types(adas, marta))
                .containsExactly("MailFailed", "DeviceTrusted", "BackupCodeUsed", "MfaResetRequested", "UserInvited");
        JsonNode reset = entries(adas, marta).get(3);
        assertThat(reset.path("actor").path("kind").asString())
                .isEqualTo(actor.kind().name());
        assertThat(reset.path("actor").path("id").asString()).isEqualTo(ada.id());
        assertThat(reset.path("details").path("reason").asString()).isEqualTo("lost phone");
        assertThat(reset.path("details").path("level").asString()).isEqualTo("USER");
        assertThat(reset.path("details").path("epoch").asInt()).isEqualTo(2);
        assertThat(reset.path("details").path("providers").isArray()).isTrue();
        assertThat(entries(adas, marta).get(2).path("details").path("left").asInt())
                .isEqualTo(9);
        assertThat(entries(adas, marta).get(2).path("actor").isNull()).isTrue();
        assertThat(adas.get(path(marta)).text())
                .contains("\"template\":\"reset\"")
                .doesNotContain("unknown", "@");
    }

    @Test
    void tellsEachEventOnce() {
        SessionEnded event = new SessionEnded(marta.id(), ACME, clock.instant());
        awaitInvitation(marta);
        for (int i = 0; i < 3; i++) {
            recordHistory.record("event-of-" + marta.id(), marta.id(), ACME, event.at(), event);
        }
        recordHistory.record("other-of-" + marta.id(), marta.id(), ACME, event.at(), event);
        assertThat(types(adas, marta))
                .containsOnly("SessionEnded", "UserInvited")
                .hasSize(3);
    }

    /** E17, E19: what nobody decided did not happen, whoever says so. */
    @Test
    void tellsNothingThatCannotHaveHappened() throws Exception {
        topics.say(
                new MfaResetRequested(
                        "r-forged-" + marta.id(),
                        marta.id(),
                        ACME,
                        99,
                        Level.USER,
                        List.of("google"),
                        Actor.user(ada.id()),
                        "forged",
                        null,
                        List.of(),
                        clock.instant()),
                clock.instant());
        topics.say(new EnrollmentsCleared("r", marta.id(), ACME, Long.MAX_VALUE, 1, clock.instant()));
        // Behind them, on the same partitions:
        topics.say(new EnrollmentsCleared("r", marta.id(), ACME, 1, 2, later()));
        topics.say(new SessionEnded(marta.id(), ACME, later()), clock.instant());
        await().atMost(Duration.ofSeconds(20)).until(() -> types(adas, marta).size() == 3);
        assertThat(types(adas, marta)).containsExactly("SessionEnded", "EnrollmentsCleared", "UserInvited");
        assertThat(adas.get(path(marta)).text()).doesNotContain("forged");
    }

    @Test
    void tellsNothingOfNobody() {
        SessionEnded event = new SessionEnded("u-nobody", ACME, clock.instant());
        recordHistory.record("nobody-" + marta.id(), "u-nobody", ACME, event.at(), event);
        recordHistory.record("somebody-" + marta.id(), marta.id(), ACME, event.at(), event);
        assertThat(mongo.findById("nobody-" + marta.id(), HistoryEntry.class)).isNull();
        assertThat(mongo.findById("somebody-" + marta.id(), HistoryEntry.class)).isNotNull();
    }

    @Test
    void isReadInPagesWithoutGapsOrRepeats() {
        awaitInvitation(marta);
        for (int i = 0; i < 120; i++) {
            record("h-%s-%03d".formatted(marta.id(), i), ACME, i % 3 == 0);
        }
        List<String> seen = new ArrayList<>();
        String before = "";
        do {
            Answer page = adas.get(path(marta) + "?limit=17&before=" + before);
            page.body()
                    .path("entries")
                    .forEach(entry -> seen.add(entry.path("eventId").asString()));
            before = page.string("next");
            record("h-%s-9%02d".formatted(marta.id(), seen.size()), ACME, true); // the newest: not on the way
        } while (!before.isEmpty());
        assertThat(seen).hasSize(121);
        assertThat(new HashSet<>(seen)).hasSize(121);
        assertThat(seen.subList(0, 120)).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(entries(adas, marta)).hasSize(50);
    }

    @Test
    void takesItsOwnCursorsAndAPageOfOneToAHundred() {
        awaitInvitation(marta);
        record("h-" + marta.id(), ACME, true);
        String next = adas.get(path(marta) + "?limit=1").string("next");
        assertThat(adas.get(path(marta) + "?before=" + next)
                        .body()
                        .path("entries")
                        .size())
                .isEqualTo(1);
        String ofUsers = adas.get("/api/v1/users?limit=1").string("next");
        for (String cursor :
                List.of("x", ofUsers, "aGlzdG9yeQp4Cnk", "aGlzdG9yeQo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkKeQ")) {
            Answer refused = adas.get(path(marta) + "?before=" + cursor);
            assertThat(refused.status()).as(cursor).isEqualTo(400);
            assertThat(refused.problem()).isEqualTo("bad-cursor");
        }
        for (String limit : List.of("0", "101", "x")) {
            assertThat(adas.get(path(marta) + "?limit=" + limit).status()).isEqualTo(400);
        }
    }

    @Test
    void isForOneselfAndForThoseWhoMayReadTheAudit() {
        awaitInvitation(marta);
        awaitInvitation(ada);
        Browser martas = signedIn(marta);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(types(martas, marta)).contains("SignInSucceeded", "UserInvited"));
        Person jun = people.active(mfa, ACME, Role.SUPPORT);
        Browser juns = signedIn(jun);
        assertThat(juns.get(path(marta)).status()).isEqualTo(403);
        assertThat(juns.get(path(jun)).status()).isEqualTo(200);
        granted(jun, "audit:read");
        assertThat(types(juns, marta)).contains("UserInvited");
        assertThat(types(juns, ada)).as("reading asks for no lower role").isNotEmpty();
        assertThat(signedIn(user()).get(path(marta)).status()).isEqualTo(403);
        assertThat(browser().get(path(marta)).status()).isEqualTo(401);
    }

    @Test
    void isOfPeopleAtHomeAlone() {
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        awaitInvitation(foreign);
        assertThat(adas.get(path(foreign)).status()).isEqualTo(404);
        assertThat(types(signedIn(people.active(mfa, GLOBEX, Role.ADMINISTRATOR)), foreign))
                .contains("UserInvited");
    }

    /** I6: where else somebody is a member, and what happened there, is that organization's business and the person's own. */
    @Test
    void showsOthersWhatHappenedOnBehalfOfTheirOrganizationAlone() {
        Person member = people.active(mfa, ACME, Role.USER, Set.of(GLOBEX), Level.USER);
        awaitInvitation(member);
        SignInFailed elsewhere = new SignInFailed(member.id(), GLOBEX, "password", "wrong", clock.instant());
        recordHistory.record("g-" + member.id(), member.id(), GLOBEX, elsewhere.at(), elsewhere);
        assertThat(types(adas, member)).doesNotContain("SignInFailed").contains("UserInvited");
        assertThat(types(signedIn(member), member)).contains("SignInFailed", "UserInvited");
    }

    private void record(String eventId, String organization, boolean tick) {
        if (tick) {
            clock.advance(Duration.ofMillis(1));
        }
        SessionEnded event = new SessionEnded(marta.id(), organization, clock.instant());
        recordHistory.record(eventId, marta.id(), organization, event.at(), event);
    }

    /** The history lags behind: that somebody was invited is its first entry. */
    private void awaitInvitation(Person person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mongo.getCollection("history").countDocuments(new org.bson.Document("userId", person.id()))
                        > 0);
    }

    private java.time.Instant later() {
        clock.advance(Duration.ofSeconds(1));
        return clock.instant();
    }

    private static List<String> types(Browser at, Person person) {
        return entries(at, person).stream()
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    private static List<JsonNode> entries(Browser at, Person person) {
        Answer answer = at.get(path(person));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body().path("entries").valueStream().toList();
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/history";
    }
}
