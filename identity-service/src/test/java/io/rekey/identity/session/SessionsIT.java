package io.rekey.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SessionEnded;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.token.OpaqueToken;
import java.time.Duration;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/** R45 to R48, PROTOCOL 2.5: a session is compared with the fence at every use. */
class SessionsIT extends RunningIdentity {

    @Autowired
    SessionSweeper sweeper;

    @Test
    void tellsWhoOneIs() {
        Person marta = user();
        Answer mine = signedIn(marta).get("/api/v1/session");
        assertThat(mine.string("userId")).isEqualTo(marta.id());
        assertThat(mine.string("organizationId")).isEqualTo(ACME);
        assertThat(mine.string("method")).isEqualTo("totp");
        assertThat(mine.body().path("roles").toString()).isEqualTo("[\"USER\"]");
    }

    @Test
    void isComparedWithTheFenceAtEveryUse() {
        Person marta = user();
        Browser browser = signedIn(marta);
        fenceSessions(marta, 1);
        assertThat(browser.isSignedIn()).as("at the fence").isTrue();
        fenceSessions(marta, 2);
        assertThat(browser.isSignedIn()).as("below it").isFalse();
    }

    @Test
    void endsAfterHalfAnHourWithoutUse() {
        Person marta = user();
        Browser browser = signedIn(marta);
        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(browser.isSignedIn()).isTrue();
        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(browser.isSignedIn()).as("used in between").isTrue();
        clock.advance(Duration.ofMinutes(30));
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void endsAfterAQuarterOfAnHourForWhoAdministers() {
        Browser browser = signedIn(administrator());
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(browser.isSignedIn()).isTrue();
        clock.advance(Duration.ofMinutes(15));
        assertThat(browser.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAtItsTimeHoweverMuchItIsUsed(boolean administers) {
        Browser browser = signedIn(administers ? administrator() : user());
        Duration left = Duration.ofHours(administers ? 8 : 12);
        Duration step = Duration.ofMinutes(14);
        while (left.compareTo(step) > 0) {
            clock.advance(step);
            left = left.minus(step);
            assertThat(browser.isSignedIn()).as("%s left", left).isTrue();
        }
        clock.advance(left);
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void endsOnTheServerAtSignOut() {
        Person marta = user();
        Browser browser = signedIn(marta);
        Browser stolen = browser.twin();
        assertThat(browser.delete("/api/v1/session").status()).isEqualTo(204);
        assertThat(browser.cookie(Browser.SESSION)).isNull();
        assertThat(stolen.isSignedIn()).isFalse();
        assertThat(stolen.delete("/api/v1/session").status()).isEqualTo(401);
        assertThat(eventsAbout(marta, SessionEnded.class)).hasSize(1);
    }

    @Test
    void endsWithTheDeviceThatVouchedAndNotWithAnother() {
        Person marta = user();
        Browser vouched = browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-" + marta.id(), "google", 1));
        vouched.signIn(marta);
        Browser own = signedIn(marta);
        String path = "/api/v1/users/" + marta.id() + "/trusted-devices/";
        own.delete(path + "d-other");
        assertThat(vouched.isSignedIn()).isTrue();
        own.delete(path + "d-" + marta.id());
        assertThat(vouched.isSignedIn()).isFalse();
        assertThat(own.isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{\"$ne\":1}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNothingThatTheServerDoesNotKnow(String token) {
        assertThat(browser().cookie(Browser.SESSION, token).isSignedIn()).isFalse();
    }

    @Test
    void isStoredAsAHashAlone() {
        Person marta = user();
        String token = Objects.requireNonNull(signedIn(marta).cookie(Browser.SESSION));
        Document stored = stored(new OpaqueToken(token).hash());
        assertThat(stored.toJson()).doesNotContain(token);
        assertThat(stored).containsEntry("epoch", 1L).containsEntry("userId", marta.id());
    }

    /** I7: what opens nothing is deleted, and nothing else. */
    @Test
    void sweepsWhatIsOverOrBelowTheFenceAlone() {
        Person marta = user();
        Person jonas = user();
        Browser below = signedIn(marta);
        Browser alive = signedIn(jonas);
        fenceSessions(marta, 2);
        sweeper.sweep();
        assertThat(count(marta)).isZero();
        assertThat(count(jonas)).isEqualTo(1);
        assertThat(below.isSignedIn()).isFalse();
        assertThat(alive.isSignedIn()).isTrue();
        clock.advance(Duration.ofHours(12));
        sweeper.sweep();
        assertThat(count(jonas)).isZero();
    }

    private void fenceSessions(Person person, long fence) {
        users.update(Criteria.where("_id").is(person.id()), new Update().set("fences.sessions", fence));
    }

    private Document stored(String id) {
        return Objects.requireNonNull(mongo.findById(id, Document.class, "sessions"));
    }

    private long count(Person person) {
        return mongo.getCollection("sessions").countDocuments(new Document("userId", person.id()));
    }
}
