package io.rekey.identity.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.identity.UserSuspended;
import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.UserStatus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspendUserIT extends RunningIdentity {

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

    /** I5: epochs are dense, whoever raises them at the same moment. */
    @Test
    void countsItsEpochBesideParallelResets() throws Exception {
        List<String> proofs = IntStream.range(0, 6)
                .mapToObj(i -> adas.proof(ada, "mfa:reset", marta.id()))
                .toList();
        List<Callable<Integer>> racers = new java.util.ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            int number = i;
            racers.add(() -> reset(
                            adas.twin(),
                            "k" + number,
                            proofs.get(number),
                            java.util.Map.of("userIds", List.of(marta.id()), "reason", "race"))
                    .status());
        }
        racers.add(() -> suspend(marta).status());
        List<Integer> statuses = Race.of(racers);

        assertThat(statuses.getLast()).isEqualTo(204);
        List<Long> epochs = new java.util.ArrayList<>(eventsAbout(marta, MfaResetRequested.class).stream()
                .map(MfaResetRequested::epoch)
                .toList());
        long suspended = eventsAbout(marta, UserSuspended.class).getFirst().epoch();
        epochs.add(suspended);
        assertThat(epochs)
                .containsExactlyInAnyOrderElementsOf(java.util.stream.LongStream.rangeClosed(2, epochs.size() + 1L)
                        .boxed()
                        .toList());
        assertThat(read(marta).epoch()).isEqualTo(epochs.size() + 1L).isEqualTo(suspended);
        assertThat(read(marta).fences().sessions()).isEqualTo(suspended);
    }

    @Test
    void refusesOneselfEqualRolesAndWhomOneMayNotSee() {
        assertThat(suspend(ada).problem()).isEqualTo("forbidden");
        assertThat(suspend(administrator()).status()).isEqualTo(403);
        assertThat(suspend(people.active(mfa, GLOBEX, Role.USER)).status()).isEqualTo(404);
        Browser support = signedIn(people.active(mfa, ACME, Role.SUPPORT));
        assertThat(support.send("PUT", path(marta), null, java.util.Map.of()).status())
                .isEqualTo(403);
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
        return adas.send("PUT", path(person), null, java.util.Map.of());
    }

    private Browser.Answer reinstate(Person person) {
        return adas.delete(path(person));
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/suspension";
    }
}
