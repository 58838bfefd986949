package io.rekey.identity.signin;

import static io.rekey.identity.Decisions.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Level;
import io.rekey.events.identity.SignInSucceeded;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** An organization that asks for no second factor: a right password signs in, but for those who must set up again. */
class PasswordAloneIT extends RunningIdentity {

    private static final String LAX = "lax";

    private Person marta;

    @BeforeEach
    void askForOneFactorOnly() {
        people.organization(LAX, People.EASY.replace("{", "{\"twoFactorEnabled\": false,"));
        marta = people.active(mfa, LAX, Role.USER);
    }

    @Test
    void signsInByTheRightPasswordAndByNoOther() {
        Browser martas = browser();
        assertThat(martas.signIn(marta.username(), "wrong horse").status()).isEqualTo(401);
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(martas.signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(martas.get("/api/v1/session").string("method")).isEqualTo("password");
        assertThat(martas.cookie(Browser.FLOW)).isNull();
        assertThat(mfa.evaluatedGuesses()).isZero();
        assertThat(eventsAbout(marta, SignInSucceeded.class))
                .extracting(SignInSucceeded::method)
                .containsExactly("password");
    }

    @Test
    void makesASessionThatAResetEndsLikeAnyOther() {
        Browser martas = browser();
        martas.signIn(marta);
        assertThat(martas.isSignedIn()).isTrue();
        reset();
        assertThat(martas.isSignedIn()).isFalse();
    }

    @Test
    void signsInSomebodyWithoutAnyFactorWhoNeverHadToSetUpAgain() {
        mongo.updateFirst(
                Query.query(where("_id").is(marta.id())), new Update().set("confirmed", List.of()), Users.COLLECTION);
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void leadsWhoeverWasResetThroughTheSetUpAllTheSame() {
        reset();
        Browser martas = browser();
        assertThat(martas.signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(martas.isSignedIn()).isFalse();
        martas.begin("google");
        assertThat(martas.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SIGNED_IN");
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    /** The way back is gone unused: that opens nothing either. */
    @Test
    void refusesWhoeverWasResetAndLetTheDeadlinePass() {
        reset();
        clock.advance(Duration.ofDays(4));
        assertThat(browser().signIn(marta).state()).isEqualTo("LINK_REQUIRED");
    }

    @Test
    void letsNobodyInWhoWasInvited() {
        Person invited = people.invited(LAX, Role.USER);
        assertThat(browser().signIn(invited).status()).isEqualTo(401);
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void asksForOneWhereAnotherOrganizationDoes() {
        Person jonas = people.active(mfa, LAX, Role.USER, Set.of(ACME), Level.USER);
        assertThat(signInTo(jonas, LAX).state()).isEqualTo("SIGNED_IN");
        assertThat(signInTo(jonas, ACME).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    /** Nothing vouches where nothing needs to: the browser's token stays as it is. */
    @Test
    void leavesATrustedBrowserAlone() {
        String token = devices.trusts(marta.id(), "d-" + marta.id(), "google", 1);
        Browser martas = browser().cookie(Browser.DEVICE, token);
        assertThat(martas.signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(martas.get("/api/v1/session").string("method")).isEqualTo("password");
        assertThat(martas.cookie(Browser.DEVICE)).isEqualTo(token);
        assertThat(devices.tokenOf("d-" + marta.id())).isEqualTo(token);
    }

    @Test
    void asksAgainAsSoonAsThePolicyDoes() {
        String strict = "lax-for-now";
        people.organization(strict, People.EASY.replace("{", "{\"twoFactorEnabled\": false,"));
        Person jonas = people.active(mfa, strict, Role.USER);
        assertThat(browser().signIn(jonas).state()).isEqualTo("SIGNED_IN");
        decide(mongo, strict, "twoFactorEnabled", true);
        assertThat(browser().signIn(jonas).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void stillPausesWhoeverGuesses() {
        for (int guess = 1; guess <= 5; guess++) {
            browser().signIn(marta.username(), "wrong horse");
        }
        assertThat(browser().signIn(marta).status()).isEqualTo(401);
        clock.advance(Duration.ofSeconds(31));
        assertThat(browser().signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(read(marta).guesses().count()).isZero();
    }

    private void reset() {
        Person ada = people.active(mfa, LAX, Role.ADMINISTRATOR);
        Browser adas = browser();
        adas.signIn(ada);
        assertThat(reset(adas, ada, "k" + marta.id(), marta).status()).isEqualTo(202);
    }

    private Answer signInTo(Person person, String organization) {
        return browser()
                .post(
                        "/api/v1/sign-in",
                        Map.of(
                                "username",
                                person.username(),
                                "password",
                                person.password(),
                                "organization",
                                organization));
    }
}
