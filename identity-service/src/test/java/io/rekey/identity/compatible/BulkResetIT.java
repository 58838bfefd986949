package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /user/users/mfa/reset}: another path, the same resets. */
class BulkResetIT extends CompatibleDoors {

    @Test
    void resetsEachOfAListAndSaysWhyNotTheOthers() {
        Person marta = user();
        Person invited = people.invited(ACME, Role.USER);
        Person foreign = people.active(mfa, GLOBEX, Role.USER);
        Answer answer = call("PUT", LIST, list(marta, invited, foreign, marta), marta, invited, foreign);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()
                        .path("resets")
                        .valueStream()
                        .map(one -> one.path("outcome").asString()))
                .containsExactly("ACCEPTED", "NOT_SET_UP", "NOT_FOUND");
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(read(invited).epoch()).isEqualTo(1);
        assertThat(read(foreign).epoch()).isEqualTo(1);
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void namesTheDoorWhereNobodySaysWhy() {
        Person marta = user();
        call("PUT", LIST, list(marta), marta);
        MfaResetRequested told = eventsAbout(marta, MfaResetRequested.class).getFirst();
        assertThat(told.reason()).isEqualTo("requested through PUT /user/users/mfa/reset");
        assertThat(told.ticket()).isNull();
        assertThat(told.level()).isEqualTo(Level.USER);
        assertThat(told.providers()).containsExactly("google", "authy", "duo_security", "u2fkey");
        assertThat(told.actor().id()).isEqualTo(ada.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'userIds':['%s'],'reason':' lost phone ','ticket':'T-1'} |",
                "{'userIds':['%s']} | ?reason=lost%%20phone&ticket=T-1",
                "['%s'] | ?reason=lost%%20phone&ticket=T-1",
                "{'userIds':['%s'],'reason':'lost phone','ticket':'T-1'} | ?reason=other&ticket=T-2"
            })
    void takesTheReasonFromTheBodyOrElseFromTheAddress(String body, String query) {
        Person marta = user();
        Answer answer = call(
                "PUT",
                LIST + (query == null ? "" : query.replace("%%", "%")),
                body.replace('\'', '"').formatted(marta.id()),
                marta);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        MfaResetRequested told = eventsAbout(marta, MfaResetRequested.class).getFirst();
        assertThat(told.reason()).isEqualTo("lost phone");
        assertThat(told.ticket()).isEqualTo("T-1");
    }

    @ParameterizedTest
    @CsvSource({"user, USER", "organization, ORGANIZATION", "ORGANIZATION, ORGANIZATION", "Both, BOTH"})
    void takesTheLevelInAnyCase(String named, Level level) {
        Person marta = user();
        assertThat(call("PUT", LIST + "?level=" + named, list(marta), marta).status())
                .isEqualTo(202);
        assertThat(eventsAbout(marta, MfaResetRequested.class).getFirst().level())
                .isEqualTo(level);
        assertThat(read(marta).hasLiveFactor()).isEqualTo(level == Level.ORGANIZATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "org", "organization,user", "ORGANIZATI%C3%96N", "$where", "all"})
    void refusesALevelThatIsNone(String named) {
        Person marta = user();
        Answer answer = call("PUT", LIST + "?level=" + named, list(marta), marta);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unknown-level");
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @Test
    void resetsAgainWithoutAKeyAndOnceUnderTheSame() {
        Person marta = user();
        call("PUT", LIST, list(marta), marta);
        call("PUT", LIST, list(marta), marta);
        assertThat(read(marta).epoch()).isEqualTo(3);
        Answer first = call("PUT", LIST, list(marta), "k", marta);
        Answer again = call("PUT", LIST, list(marta), "k");
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read(marta).epoch()).isEqualTo(4);
        assertThat(call("PUT", LIST + "?level=both", list(marta), "k", marta).status())
                .isEqualTo(422);
        assertThat(read(marta).epoch()).isEqualTo(4);
    }

    @Test
    void tellsWhatIsLeftOfTheHour() {
        Person marta = user();
        Answer answer = call("PUT", LIST, list(marta), marta);
        assertThat(answer.headers().allValues("RateLimit-Policy")).contains("\"resets\";q=100000;w=3600");
        assertThat(answer.headers().allValues("RateLimit"))
                .anySatisfy(left -> assertThat(left).startsWith("\"resets\";r=99999;t="));
    }

    @Test
    void asksForAProofOfExactlyTheList() {
        Person marta = user();
        Person jonas = user();
        Answer without = call("PUT", LIST, list(marta, jonas));
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.problem()).isEqualTo("step-up-required");
        assertThat(call("PUT", LIST, list(marta, jonas), marta).status()).isEqualTo(401);
        assertThat(read(marta).epoch()).isEqualTo(1);
        assertThat(call("PUT", LIST, list(marta, jonas), jonas, marta).status()).isEqualTo(202);
    }

    @Test
    void letsOnlyThoseWithThePermissionAsk() {
        Person marta = user();
        Person jonas = user();
        Browser martas = signedIn(marta);
        assertThat(call(martas, marta, "PUT", LIST, list(jonas), null, jonas).status())
                .isEqualTo(403);
        assertThat(browser().send("PUT", LIST, list(jonas), Map.of()).status()).isEqualTo(401);
        assertThat(read(jonas).epoch()).isEqualTo(1);
        Person sam = people.active(mfa, ACME, Role.SUPPORT);
        assertThat(call(signedIn(sam), sam, "PUT", LIST, list(jonas), null, jonas)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void waitsForASecondPersonWhereThePolicySaysSo() {
        people.organization("four-eyes", "{\"stepUp\": \"PASSWORD\"}");
        Person eve = people.active(mfa, "four-eyes", Role.ADMINISTRATOR);
        Person sam = people.active(mfa, "four-eyes", Role.SUPPORT);
        Answer answer = call(signedIn(eve), eve, "PUT", LIST, list(sam), null, sam);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().at("/resets/0/outcome").asString()).isEqualTo("PENDING_APPROVAL");
        assertThat(read(sam).epoch()).isEqualTo(1);
    }
}
