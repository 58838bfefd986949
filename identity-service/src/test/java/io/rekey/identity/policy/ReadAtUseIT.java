package io.rekey.identity.policy;

import static io.rekey.identity.Decisions.decide;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided a moment ago holds at the next use, whatever held when something began. */
class ReadAtUseIT extends PolicyCalls {

    private String organization;
    private Person marta;

    @BeforeEach
    void somebody() {
        organization = newOrganization();
        marta = people.active(mfa, organization, Role.USER);
    }

    @Test
    void theLinkLivesAsLongAsThePolicySaysWhenItIsSent() {
        reset();
        decide(mongo, organization, "linkLifetime", "PT10M");
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(200);
        assertThat(Duration.between(clock.instant(), read(marta).link().exp()))
                .isBetween(Duration.ofMinutes(10).minusSeconds(1), Duration.ofMinutes(10));
    }

    @Test
    void theWayBackIsOpenAsLongAsThePolicySaysAtTheReset() {
        decide(mongo, organization, "enrollmentDeadline", "PT2H");
        reset();
        assertThat(read(marta).link().deadline()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
        clock.advance(Duration.ofHours(2));
        assertThat(browser().signIn(marta).state()).isEqualTo("LINK_REQUIRED");
    }

    @Test
    void theLinkIsRequiredOfWhomThePolicySaysAtTheSignIn() {
        reset();
        decide(mongo, organization, "linkRequiredRoles", List.of("USER"));
        assertThat(browser().signIn(marta).state()).isEqualTo("LINK_REQUIRED");
        decide(mongo, organization, "linkRequiredRoles", List.of());
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void aBrowserIsTrustedAsLongAndAsOneOfAsManyAsThePolicySays() {
        decide(mongo, organization, "trustedDeviceLifetime", "PT48H");
        decide(mongo, organization, "trustedDeviceMaximum", 3);
        Browser martas = trusting();
        String device = martas.cookie(Browser.DEVICE).split("\\.")[0];
        assertThat(devices.lifetimeOf(device)).isEqualTo(Duration.ofDays(2));
        assertThat(devices.maximumOf(device)).isEqualTo(3);
    }

    /** A shorter life holds for the cookie of a browser that was trusted under the longer one as well. */
    @Test
    void aBrowserKeepsItsNextCookieNoLongerThanThePolicySaysNow() {
        Browser martas = trusting();
        decide(mongo, organization, "trustedDeviceLifetime", "PT1H");
        assertThat(martas.signIn(marta).headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith(Browser.DEVICE + "=").contains("; Max-Age=3600;"));
    }

    @Test
    void noBrowserVouchesByAProviderThatMayNotAnyMore() {
        Browser martas = trusting();
        assertThat(martas.signIn(marta).state()).isEqualTo("SIGNED_IN");
        decide(mongo, organization, "trustedDeviceProviders", List.of("authy"));
        assertThat(martas.signIn(marta).state()).isEqualTo("SECOND_FACTOR_REQUIRED");
    }

    private Browser trusting() {
        Browser martas = browser();
        martas.signIn(marta);
        assertThat(martas.codeAndTrust(mfa.codeFor(marta.id())).state()).isEqualTo("SIGNED_IN");
        return martas;
    }

    private void reset() {
        Person ada = administratorOf(organization);
        assertThat(reset(signedIn(ada), ada, "k" + marta.id(), marta).status()).isEqualTo(202);
    }
}
