package io.rekey.identity.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.StepUpFailed;
import io.rekey.events.identity.StepUpProven;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** R34: what a proof is made of is the organization's policy; the standard is the own second factor. */
class StepUpKindsIT extends RunningIdentity {

    @BeforeEach
    void organizations() {
        people.organization("standard", "{}");
        people.organization("strictest", "{\"stepUp\": \"BOTH\"}");
    }

    @Test
    void takesTheOwnSecondFactorByTheStandard() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        assertThat(adas.get("/api/v1/step-up").string("kind")).isEqualTo("SECOND_FACTOR");
        assertThat(prove(adas, null, mfa.codeFor(ada.id())).status()).isEqualTo(201);
        assertThat(eventsAbout(ada, StepUpProven.class)).hasSize(1);
    }

    /** Missing is not wrong: no guess is charged for it. */
    @Test
    void saysWhatIsMissingAndChargesNothing() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        Answer refused = prove(adas, ada.password(), null);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("proof-incomplete");
        assertThat(refused.string("kind")).isEqualTo("SECOND_FACTOR");
        assertThat(read(ada).guesses().count()).isZero();
    }

    @Test
    void takesBothWhereThePolicySaysBoth() {
        Person ada = people.active(mfa, "strictest", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        assertThat(prove(adas, ada.password(), null).status()).isEqualTo(422);
        assertThat(prove(adas, null, mfa.codeFor(ada.id())).status()).isEqualTo(422);
        assertThat(prove(adas, "wrong horse", mfa.codeFor(ada.id())).status()).isEqualTo(403);
        assertThat(prove(adas, ada.password(), "000000").status()).isEqualTo(403);
        assertThat(prove(adas, ada.password(), mfa.codeFor(ada.id())).status()).isEqualTo(201);
        assertThat(eventsAbout(ada, StepUpFailed.class))
                .extracting(StepUpFailed::result)
                .containsExactly("wrong", "wrong");
    }

    /** Who does not know the password must not learn by this door whether a code was right, nor use it up. */
    @Test
    void looksAtNoCodeBehindAWrongPassword() {
        Person ada = people.active(mfa, "strictest", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        int before = mfa.evaluatedGuesses();
        prove(adas, "wrong horse", mfa.codeFor(ada.id()));
        assertThat(mfa.evaluatedGuesses()).isEqualTo(before);
    }

    @Test
    void takesThePasswordOfWhoHasNoSecondFactor() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(ada.id())),
                new Update().set("confirmed", List.<Document>of()),
                "users");
        assertThat(adas.get("/api/v1/step-up").string("kind")).isEqualTo("PASSWORD");
        assertThat(prove(adas, ada.password(), null).status()).isEqualTo(201);
    }

    /** A07, R3: a code is good once, whichever door it was used at. */
    @Test
    void takesNoCodeThatSignedSomebodyIn() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        String code = mfa.codeFor(ada.id());
        Browser adas = browser();
        adas.signIn(ada);
        assertThat(adas.code(code).state()).isEqualTo("SIGNED_IN");
        assertThat(prove(adas, null, code).status()).isEqualTo(403);
        assertThat(eventsAbout(ada, StepUpFailed.class))
                .extracting(StepUpFailed::result)
                .containsExactly("already-used");
    }

    @Test
    void signsNobodyInWithACodeThatMadeAProofNorMakesTwoOfIt() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        String code = mfa.codeFor(ada.id());
        assertThat(prove(adas, null, code).status()).isEqualTo(201);
        assertThat(prove(adas, null, code).status()).isEqualTo(403);
        Browser other = browser();
        other.signIn(ada);
        assertThat(other.code(code).problem()).isEqualTo("code-already-used");
    }

    /** S09, I9: the same budget as at sign-in. */
    @Test
    void countsItsGuessesWithThoseOfSignIn() {
        Person ada = people.active(mfa, "standard", Role.ADMINISTRATOR);
        Browser adas = signedIn(ada);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(prove(adas, null, "00000" + i).status());
        }
        assertThat(statuses).containsOnly(403);
        assertThat(read(ada).guesses().count()).isEqualTo(5);
        assertThat(prove(adas, null, mfa.codeFor(ada.id())).status()).isEqualTo(403);
        assertThat(browser().signIn(ada).status()).isEqualTo(401);
    }

    private static Answer prove(
            Browser at,
            @org.jspecify.annotations.Nullable String password,
            @org.jspecify.annotations.Nullable String code) {
        Map<String, Object> body = new HashMap<>(Map.of("action", "mfa:reset", "targets", List.of("u-1")));
        if (password != null) {
            body.put("password", password);
        }
        if (code != null) {
            body.put("code", code);
        }
        return at.post("/api/v1/step-up", body);
    }
}
