package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.identity.UserSuspended;
import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SuspendUserIT extends RunningIdentity {

    @Autowired
    SuspendUser suspendUser;

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
    void endsEverySessionAndBringsNoneBackWithTheReinstatement() {
        Browser martas = signedIn(marta);
        assertThat(martas.isSignedIn()).isTrue();

        assertThat(suspend(marta).status()).isEqualTo(204);
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(browser().signIn(marta).problem()).isEqualTo("did-not-match");

        assertThat(reinstate(marta).status()).isEqualTo(204);
        assertThat(martas.isSignedIn()).isFalse();
        assertThat(signedIn(marta).isSignedIn()).isTrue();
    }

    @Test
    void endsASignInThatWaitsForItsCodeEvenAfterTheReinstatement() {
        Browser halfway = browser();
        halfway.signIn(marta);
        suspend(marta);
        reinstate(marta);
        assertThat(halfway.code(mfa.codeFor(marta.id())).problem()).isEqualTo("start-again");
        assertThat(halfway.isSignedIn()).isFalse();
    }

    @Test
    void closesTheLinksDoorWhileItLasts() {
        resetBySomebody(marta);
        String link = mailedLink(marta);
        Browser opened = browser();
        opened.openLink(link, marta.password());
        suspend(marta);
        assertThat(browser().openLink(link, marta.password()).problem()).isEqualTo("did-not-match");
        assertThat(opened.begin("google").problem()).isEqualTo("start-again");
        reinstate(marta);
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void isOneWriteThatRaisesTheEpochAndTheFenceOfSessionsAlone() {
        Fences before = read(marta).fences();
        suspend(marta);
        assertThat(read(marta).status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(read(marta).fences()).isEqualTo(new Fences(2, before.links(), before.devices(), before.factors()));
        assertThat(read(marta).hasLiveFactor()).isTrue();
        assertThat(eventsAbout(marta, UserSuspended.class)).singleElement().satisfies(event -> {
            assertThat(event.epoch()).isEqualTo(2);
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
    }

    @Test
    void doesNothingTheSecondTime() {
        suspend(marta);
        assertThat(suspend(marta).status()).isEqualTo(204);
        assertThat(read(marta).epoch()).isEqualTo(2);
        assertThat(eventsAbout(marta, UserSuspended.class)).hasSize(1);
    }

    /** I5, I10: whoever raised the epoch between the read and the write, it is read again and no epoch is said twice. */
    @Test
    void readsAgainIfTheEpochMoved() {
        User asReadBefore = read(marta);
        resetBySomebody(marta);
        resetBySomebody(marta);
        suspendUser.suspend(asReadBefore, Actor.user(ada.id()));
        assertThat(read(marta).status()).isEqualTo(UserStatus.SUSPENDED);
        assertThat(read(marta).epoch()).isEqualTo(4);
        assertThat(read(marta).fences().sessions()).isEqualTo(4);
        assertThat(read(marta).fences().links()).isEqualTo(3);
        assertThat(eventsAbout(marta, UserSuspended.class))
                .extracting(UserSuspended::epoch)
                .containsExactly(4L);
    }

    @Test
    void refusesOneselfEqualRolesAndWhomOneMayNotSee() {
        assertThat(suspend(ada).problem()).isEqualTo("forbidden");
        assertThat(suspend(administrator()).status()).isEqualTo(403);
        assertThat(suspend(people.active(mfa, GLOBEX, Role.USER)).status()).isEqualTo(404);
        Browser support = signedIn(people.active(mfa, ACME, Role.SUPPORT));
        assertThat(support.send("PUT", path(marta), null, Map.of()).status()).isEqualTo(403);
        assertThat(read(marta).isActive()).isTrue();
    }

    @Test
    void refusesWhoWasOnlyInvitedInsteadOfSayingThatItWasDone() {
        Person invited = people.invited(ACME, Role.USER);
        assertThat(suspend(invited).problem()).isEqualTo("not-set-up");
        assertThat(read(invited).status()).isEqualTo(UserStatus.INVITED);
        assertThat(read(invited).epoch()).isEqualTo(1);
    }

    private Browser.Answer suspend(Person person) {
        return adas.send("PUT", path(person), null, Map.of());
    }

    private Browser.Answer reinstate(Person person) {
        return adas.delete(path(person));
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/suspension";
    }
}
