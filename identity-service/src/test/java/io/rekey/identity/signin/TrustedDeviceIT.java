package io.rekey.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekey.events.Level;
import io.rekey.events.device.DeviceTheftSuspected;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that may skip the second factor, and every case in which it may not (R50 to R52). */
class TrustedDeviceIT extends RunningIdentity {

    @Test
    void skipsTheSecondFactorAndRenewsItsCookieAtEachUse() {
        Person marta = user();
        Browser browser = trusted(marta);
        String first = browser.cookie(Browser.DEVICE);
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(browser.get("/api/v1/session").string("method")).isEqualTo("trusted-device");
        assertThat(browser.cookie(Browser.DEVICE)).isNotEqualTo(first);
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void isTrustedForThirtyDaysAsOneOfTen() {
        Person marta = user();
        Browser browser = trusted(marta);
        String device = browser.cookie(Browser.DEVICE).split("\\.")[0];
        assertThat(devices.lifetimeOf(device)).isEqualTo(Duration.ofDays(30));
        assertThat(devices.maximumOf(device)).isEqualTo(10);
    }

    /** The cookie is written anew at each use; the life of the device is not prolonged by it (R50). */
    @Test
    void keepsItsCookieNoLongerThanItIsTrusted() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        Answer trusted = browser.codeAndTrust(mfa.codeFor(marta.id()));
        assertThat(deviceCookie(trusted)).contains("; Max-Age=2592000;");
        clock.advance(Duration.ofDays(29));
        assertThat(deviceCookie(browser.signIn(marta))).contains("; Max-Age=86400;");
        clock.advance(Duration.ofHours(23));
        assertThat(deviceCookie(browser.signIn(marta))).contains("; Max-Age=3600;");
    }

    /** Strangers have guessed until the account was paused: a browser that vouches gets its next token with the refusal. */
    @Test
    void keepsItsCookieNoLongerAfterAWrongPasswordInAPause() {
        Person marta = user();
        Browser browser = trusted(marta);
        clock.advance(Duration.ofDays(29));
        for (int guess = 0; guess < 5; guess++) {
            browser().signIn(marta.username(), "wrong horse");
        }
        Answer refused = browser.signIn(marta.username(), "wrong horse");
        assertThat(refused.problem()).isEqualTo("did-not-match");
        assertThat(deviceCookie(refused)).contains("; Max-Age=86400;");
    }

    @Test
    void neverReplacesThePassword() {
        Person marta = user();
        Answer answer = trusted(marta).signIn(marta.username(), "wrong horse");
        assertThat(answer.problem()).isEqualTo("did-not-match");
        assertThat(devices.calls("/verification")).isZero();
    }

    /** S23. */
    @Test
    void vouchesForItsOwnUserOnly() {
        Person marta = user();
        Person jonas = user();
        Browser browser = trusted(marta);
        assertThat(browser.signIn(jonas).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    @Test
    void isOfferedOnlyIfAskedFor() {
        Person marta = user();
        Browser browser = browser();
        browser.signIn(marta);
        browser.code(mfa.codeFor(marta.id()));
        assertThat(browser.cookie(Browser.DEVICE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUPPORT", "ADMINISTRATOR", "OPERATOR"})
    void vouchesForNobodyWhoAdministers(Role role) {
        Person ada = people.active(mfa, ACME, role);
        Browser browser = browser().cookie(Browser.DEVICE, devices.trusts(ada.id(), "d-" + ada.id(), "google", 1));
        assertThat(browser.signIn(ada).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(browser.codeAndTrust(mfa.codeFor(ada.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(devices.calls("/trusted-devices")).isZero();
    }

    @Test
    void vouchesNowhereThatSwitchesItOff() {
        people.organization("wary", "{\"trustedDeviceProviders\": [\"authy\"]}");
        Person marta = people.active(mfa, "wary", Role.USER);
        Browser browser = browser().cookie(Browser.DEVICE, devices.trusts(marta.id(), "d-" + marta.id(), "google", 1));
        assertThat(browser.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(browser.codeAndTrust(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        assertThat(devices.calls("/trusted-devices")).isZero();
        browser.cookie(Browser.DEVICE, devices.trusts(marta.id(), "d2-" + marta.id(), "authy", 1));
        assertThat(browser.signIn(marta).state()).isEqualTo("SIGNED_IN");
    }

    /** It vouches with the personal factor that once vouched for it: not where the organization insists on its own. */
    @Test
    void vouchesNowhereThatInsistsOnItsOwnFactor() {
        people.organization(
                "insisting", "{\"requiredLevel\": \"ORGANIZATION\", \"trustedDeviceProviders\": [\"google\"]}");
        Person marta = people.active(mfa, ACME, Role.USER, Set.of("insisting"), Level.USER);
        Browser browser = trusted(marta);
        Answer there = browser.post(
                "/api/v1/sign-in",
                Map.of("username", marta.username(), "password", marta.password(), "organization", "insisting"));
        assertThat(there.state()).isEqualTo("LINK_REQUIRED");
        assertThat(browser.isSignedIn()).isFalse();
    }

    /** S21: identity-service fences what device-service suspects. */
    @Test
    void losesItsSessionsWhenItsTheftIsSuspected() throws Exception {
        Person marta = user();
        Browser browser = trusted(marta);
        browser.signIn(marta);
        String device = browser.cookie(Browser.DEVICE).split("\\.")[0];
        DeviceTheftSuspected theft = new DeviceTheftSuspected(marta.id(), ACME, device, clock.instant());
        topics.say(theft);
        await().until(() -> !browser.isSignedIn());
        topics.say(theft);
        assertThat(browser.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
        assertThat(read(marta).epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "..", "d-1.", "{\"$ne\":1}", "d-1.secret1.more"})
    void isNothingWithoutACookieOfItsOwn(String cookie) {
        Person marta = user();
        assertThat(browser().cookie(Browser.DEVICE, cookie).signIn(marta).state())
                .isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    private static String deviceCookie(Answer answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(Browser.DEVICE))
                .findFirst()
                .orElseThrow();
    }

    /** A browser that was trusted by a right code. */
    private Browser trusted(Person person) {
        Browser browser = browser();
        browser.signIn(person);
        assertThat(browser.codeAndTrust(mfa.codeFor(person.id())).state()).isEqualTo("SIGNED_IN");
        return browser().cookie(Browser.DEVICE, browser.cookie(Browser.DEVICE));
    }
}
