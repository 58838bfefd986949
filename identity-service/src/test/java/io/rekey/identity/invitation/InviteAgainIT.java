package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An invitation that nobody accepted in time is sent again: there is always a way in (I12). */
class InviteAgainIT extends RunningIdentity {

    @Test
    void killsTheLinkBeforeAndMailsTheNext() {
        Person lena = people.invited(ACME, Role.USER);
        String first = mailedLink(lena);

        assertThat(inviteAgain(lena).status()).isEqualTo(202);

        assertThat(browser().openLink(first, lena.password()).problem()).isEqualTo("link-dead");
        assertThat(eventsAbout(lena, SetUpLinkReissued.class))
                .singleElement()
                .satisfies(event -> assertThat(event.generation()).isEqualTo(1));
        Browser browser = browser();
        assertThat(browser.openLink(mailedLink(lena), lena.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        browser.begin("google");
        assertThat(browser.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
    }

    @Test
    void opensTheDoorAgainAfterTheDeadline() {
        Person lena = people.invited(ACME, Role.USER);
        clock.advance(Duration.ofDays(31));
        assertThat(ticket(lena, "invitation", 1, 0).status()).isEqualTo(409);

        assertThat(inviteAgain(lena).status()).isEqualTo(202);

        assertThat(browser().openLink(mailedLink(lena), lena.password()).state())
                .isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void isNotForThoseWhoHaveSetUp() {
        Person marta = user();
        assertThat(inviteAgain(marta).problem()).isEqualTo("nothing-to-send");
        assertThat(read(marta).link().gen()).isZero();
    }

    @Test
    void isForOnesOwnOrganizationAndLowerRoles() {
        Person foreign = people.invited(GLOBEX, Role.USER);
        Person equal = people.invited(ACME, Role.ADMINISTRATOR);
        assertThat(inviteAgain(foreign).problem()).isEqualTo("not-found");
        assertThat(inviteAgain(equal).problem()).isEqualTo("forbidden");
        assertThat(signedIn(user())
                        .post(
                                "/api/v1/users/"
                                        + people.invited(ACME, Role.USER).id() + "/invitation",
                                Map.of(),
                                Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(read(foreign).link().gen()).isZero();
    }

    @Test
    void mayBeAcceptedTheNextMorning() {
        Person lena = people.invited(ACME, Role.USER);
        String link = mailedLink(lena);
        clock.advance(Duration.ofHours(23));
        assertThat(browser().openLink(link, lena.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        clock.advance(Duration.ofHours(2));
        assertThat(browser().openLink(link, lena.password()).problem()).isEqualTo("link-dead");
    }

    private Answer inviteAgain(Person person) {
        return signedIn(administrator()).post("/api/v1/users/" + person.id() + "/invitation", Map.of(), Map.of());
    }
}
