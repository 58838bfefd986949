package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.People;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S03, S15: what is typed wrong, or by somebody who is looking for accounts. */
class UnlikelyInputIT extends RunningIdentity {

    static Stream<Function<String, String>> spellings() {
        return Stream.of(
                code -> "",
                code -> " ",
                code -> " " + code,
                code -> code + "\n",
                code -> "+" + code,
                code -> "0" + code,
                code -> code.substring(0, 3) + " " + code.substring(3),
                code -> code + "\0",
                code -> fullWidth(code),
                code -> "abcdef",
                code -> "\u0661\u0662\u0663\u0664\u0665\u0666",
                code -> "{\"$ne\":1}",
                code -> "\uD800",
                code -> "1".repeat(1_000_000));
    }

    /** Never 500 and never accepted; and the right one still counts afterwards. */
    @ParameterizedTest
    @MethodSource("spellings")
    void takesNothingButTheCodeItself(Function<String, String> spelling) {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        String code = mfa.codeFor(marta.id());
        String typed = spelling.apply(code);
        for (Answer answer : List.of(
                browser.code(typed),
                browser.backupCode(typed),
                browser.post("/api/v1/sign-in/resynchronization", Map.of("firstCode", typed, "secondCode", typed)))) {
            assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        }
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.code(code).state()).isEqualTo("SIGNED_IN");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void takesNothingButTheFirstCodeItself(Function<String, String> spelling) {
        Person marta = user();
        resetBySomebody(marta);
        Browser browser = browser();
        browser.signIn(marta);
        browser.begin("google");
        assertThat(browser.confirm(spelling.apply(MfaStandIn.FIRST_CODE)).status())
                .isBetween(400, 422);
        assertThat(read(marta).hasLiveFactor()).isFalse();
    }

    @Test
    void takesNoOtherKindOfJsonForText() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        for (String body : List.of(
                "{\"code\":[\"1\"]}",
                "{\"code\":{\"$ne\":1}}",
                "{\"code\":null}",
                "{\"code\":\"1\",\"code\":\"2\",\"trustBrowser\":false}",
                "{}",
                "[]",
                "null",
                "",
                "{\"code\":",
                "[".repeat(100_000))) {
            Answer answer = browser.send("POST", "/api/v1/sign-in/second-factor", body, Map.of());
            assertThat(answer.status())
                    .as(body.substring(0, Math.min(20, body.length())))
                    .isEqualTo(400);
        }
        assertThat(mfa.evaluatedGuesses()).isZero();
    }

    /** R44: nobody learns from an answer whether there is such an account, or how it stands. */
    @Test
    void answersTheSameForEveryAccountThatCannotSignIn() {
        Person suspended = user();
        Browser adas = signedIn(administrator());
        adas.send("PUT", "/api/v1/users/" + suspended.id() + "/suspension", null, Map.of());
        Person paused = user();
        for (int guess = 0; guess < 5; guess++) {
            browser().signIn(paused.username(), "wrong");
        }
        Person marta = user();
        Map<String, Answer> answers = new HashMap<>(Map.of(
                "unknown", browser().signIn("nobody-of-that-name", People.PASSWORD),
                "wrong password", browser().signIn(marta.username(), "wrong"),
                "suspended", browser().signIn(suspended),
                "suspended and wrong", browser().signIn(suspended.username(), "wrong"),
                "paused, right password", browser().signIn(paused),
                "invited", browser().signIn(people.invited(ACME, Role.USER)),
                "foreign organization", signInTo(marta, GLOBEX),
                "unknown organization", signInTo(marta, "nowhere"),
                "odd username", browser().signIn("\0$ne", People.PASSWORD),
                "long password", browser().signIn(marta.username(), "x".repeat(1_000))));
        Answer reference = answers.get("unknown");
        assertThat(reference.status()).isEqualTo(401);
        answers.forEach((who, answer) -> {
            assertThat(answer.status()).as(who).isEqualTo(401);
            assertThat(answer.text()).as(who).isEqualTo(reference.text());
            assertThat(answer.headers().map().keySet())
                    .as(who)
                    .isEqualTo(reference.headers().map().keySet());
        });
        assertThat(browser().signIn(marta).state()).as("the twin").isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    @Test
    void knowsAUserByEverySpellingOfTheName() {
        Person marta = user();
        assertThat(browser()
                        .signIn("  " + marta.username().toUpperCase(java.util.Locale.ROOT), marta.password())
                        .state())
                .isEqualTo("SECOND_FACTOR_REQUIRED");
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

    private static String fullWidth(String digits) {
        return digits.chars()
                .mapToObj(digit -> Character.toString(digit - '0' + 0xFF10))
                .collect(java.util.stream.Collectors.joining());
    }
}
