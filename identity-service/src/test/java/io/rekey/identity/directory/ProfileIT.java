package io.rekey.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.events.identity.UserChanged;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Profile;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ProfileIT extends RunningIdentity {

    @Autowired
    EditProfile editProfile;

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
    void isEditedInOneWriteAndSearchedForAsItIsNow() {
        String address = "new-" + marta.id() + "@example.org";
        assertThat(edit(marta, "Martä " + marta.id(), address, "pt-BR").status())
                .isEqualTo(204);
        assertThat(read(marta).profile()).isEqualTo(new Profile("Martä " + marta.id(), address, "pt-BR"));
        assertThat(found("mart%C3%A4%20" + marta.id())).isEqualTo(1);
        assertThat(found("NEW-" + marta.id() + "@")).isEqualTo(1);
        assertThat(found(marta.username() + "@")).isZero();
        assertThat(found("person%20" + marta.id())).isZero();
        assertThat(eventsAbout(marta, UserChanged.class)).singleElement().satisfies(event -> {
            assertThat(event.fields()).containsExactly("displayName", "email", "language");
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
    }

    @Test
    void saysNothingWhereNothingChanges() {
        Profile before = read(marta).profile();
        assertThat(edit(marta, before.displayName(), before.email(), "de").status())
                .isEqualTo(204);
        assertThat(edit(marta, before.displayName(), before.email(), "de").status())
                .isEqualTo(204);
        assertThat(eventsAbout(marta, UserChanged.class))
                .extracting(UserChanged::fields)
                .containsExactly(List.of("language"));
        assertThat(read(marta).previousEmail()).isNull();
    }

    /** L21: the link is in a mailbox that may be somebody else's by now. */
    @Test
    void killsTheLinkThatWasMailedToTheOldAddressAndMailsTheNext() {
        resetBySomebody(marta);
        String old = mailedLink(marta);
        assertThat(editAddress(marta, "new@example.org").status()).isEqualTo(204);
        assertThat(browser().openLink(old, marta.password()).problem()).isEqualTo("link-dead");
        assertThat(ticket(marta, "reset", 2, 0).problem()).isEqualTo("superseded");
        assertThat(eventsAbout(marta, SetUpLinkReissued.class)).singleElement().satisfies(event -> {
            assertThat(event.generation()).isEqualTo(1);
            assertThat(event.epoch()).isEqualTo(2);
        });
        Answer next = ticket(marta, "link-reissued", 2, 1);
        assertThat(next.string("address")).isEqualTo("new@example.org");
        String link = next.string("link").substring((ORIGIN + "/set-up/").length());
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void doesTheSameForAnInvitation() {
        Person lena = people.invited(ACME, Role.USER);
        String old = mailedLink(lena);
        assertThat(editAddress(lena, "lena@example.org").status()).isEqualTo(204);
        assertThat(browser().openLink(old, lena.password()).problem()).isEqualTo("link-dead");
        assertThat(browser().openLink(mailedLink(lena), lena.password()).state())
                .isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void leavesTheLinkAloneWhileTheAddressStays() {
        resetBySomebody(marta);
        String link = mailedLink(marta);
        assertThat(edit(marta, "Another Name", read(marta).email(), "en").status())
                .isEqualTo(204);
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        assertThat(eventsAbout(marta, SetUpLinkReissued.class)).isEmpty();
    }

    @Test
    void issuesNoLinkWhereThereIsNothingToLeadBackTo() {
        assertThat(editAddress(marta, "new@example.org").status()).isEqualTo(204);
        assertThat(eventsAbout(marta, SetUpLinkReissued.class)).isEmpty();
        assertThat(read(marta).link().gen()).isZero();
    }

    /** L21: however a ticket and the change fall together, nothing that went to the old address opens anything after it. */
    @Test
    void leavesNoLinkOpenThatWentToTheOldAddressMeanwhile() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person person = user();
            resetBySomebody(person);
            String proof = adas.proof(ada, "user:write", person.id());
            List<Answer> answers = Race.of(List.of(
                    () -> put(adas.twin(), proof, person, body("N", "new@example.org", "en")),
                    () -> ticket(person, "reset", 2, 0)));
            assertThat(answers.getFirst().status()).isEqualTo(204);
            String address = answers.getLast().string("link");
            if (!address.isEmpty()) {
                String link = address.substring((ORIGIN + "/set-up/").length());
                assertThat(browser().openLink(link, person.password()).problem())
                        .isEqualTo("link-dead");
            }
            assertThat(ticket(person, "link-reissued", 2, 1).string("address")).isEqualTo("new@example.org");
        }
    }

    /** L21: a link that came after the target was read would stay open in the old mailbox. */
    @Test
    void isNotWrittenOverALinkThatCameMeanwhile() {
        Program program = new Program("p-1", ACME, Role.ADMINISTRATOR, Set.of(), false, Actor.service("tests"));
        User asReadBefore = read(marta);
        Profile profile = new Profile("N", "new@example.org", "en");
        resetBySomebody(marta);
        String link = mailedLink(marta);
        assertThat(editProfile.written(program, asReadBefore, profile)).isFalse();
        assertThat(read(marta).email()).isEqualTo(asReadBefore.email());
        assertThat(editProfile.written(program, read(marta), profile)).isTrue();
        assertThat(browser().openLink(link, marta.password()).problem()).isEqualTo("link-dead");
    }

    /** However a reset and the change fall together, the mail that goes out in the end goes to the new address. */
    @Test
    void letsAResetThatComesMeanwhileMailToTheNewAddress() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person person = user();
            String proof = adas.proof(ada, "user:write", person.id());
            Person grace = administrator();
            Browser graces = signedIn(grace);
            List<Answer> answers = Race.of(List.of(
                    () -> put(adas.twin(), proof, person, body("N", "new@example.org", "en")),
                    () -> reset(graces, grace, "k" + person.id(), person)));
            assertThat(answers).extracting(Answer::status).containsExactly(204, 202);
            int generation = read(person).link().gen();
            Answer ticket = ticket(person, "reset", 2, generation);
            assertThat(ticket.string("address")).isEqualTo("new@example.org");
            assertThat(ticket.string("link")).isNotEmpty();
            assertThat(eventsAbout(person, SetUpLinkReissued.class)).hasSize(generation);
        }
    }

    /** R27. */
    @Test
    void tellsTheOldAddressForThirtyDaysThatItWasReplaced() {
        String old = read(marta).email();
        assertThat(ticket(marta, "address-changed", 1, 0).problem()).isEqualTo("superseded");
        editAddress(marta, "new@example.org");
        Answer notice = ticket(marta, "address-changed", 1, 0);
        assertThat(notice.string("address")).isEqualTo(old);
        assertThat(notice.text()).doesNotContain("/set-up/", "new@example.org");
        assertThat(ticket(marta, "reset-completed", 1, 0).string("address")).isEqualTo("new@example.org");
        clock.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(ticket(marta, "address-changed", 1, 0).string("address")).isEqualTo(old);
        clock.advance(Duration.ofMillis(1));
        assertThat(ticket(marta, "address-changed", 1, 0).problem()).isEqualTo("superseded");
    }

    @Test
    void needsAProofForExactlyThisUser() {
        Map<String, ?> body = body("N", "n@example.org", "en");
        Profile before = read(marta).profile();
        for (String proof :
                List.of("x", adas.proof(ada, "user:write", ada.id()), adas.proof(ada, "mfa:reset", marta.id()))) {
            assertThat(put(adas, proof, marta, body).problem()).isEqualTo("step-up-required");
        }
        assertThat(read(marta).profile()).isEqualTo(before);
        assertThat(put(adas, adas.proof(ada, "user:write", marta.id()), marta, body)
                        .status())
                .isEqualTo(204);
    }

    /** Whoever took over a session must not lead the way back to themselves. */
    @Test
    void letsPeopleEditTheirOwnNameAndLanguageAndNotTheirAddress() {
        String address = read(ada).email();
        Answer refused = edit(ada, "Ada", "other@example.org", "de");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("own-address");
        assertThat(read(ada).displayName()).isNotEqualTo("Ada");
        assertThat(edit(ada, "Ada", address, "de").status()).isEqualTo(204);
        assertThat(read(ada).profile()).isEqualTo(new Profile("Ada", address, "de"));
    }

    @Test
    void isOfPeopleWithALowerRoleAtHome() {
        assertThat(editAddress(administrator(), "x@example.org").problem()).isEqualTo("forbidden");
        assertThat(editAddress(people.active(mfa, GLOBEX, Role.USER), "x@example.org")
                        .problem())
                .isEqualTo("not-found");
        Person support = people.active(mfa, ACME, Role.SUPPORT);
        assertThat(editAddress(support, "x@example.org").status()).isEqualTo(204);
        Person operator = people.active(mfa, ACME, Role.OPERATOR);
        assertThat(put(
                                signedIn(operator),
                                operator,
                                people.active(mfa, ACME, Role.ADMINISTRATOR),
                                body("N", "x@example.org", "en"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void needsThePermission() {
        Person jun = people.active(mfa, ACME, Role.SUPPORT);
        Browser juns = signedIn(jun);
        Map<String, ?> body = body("N", "n@example.org", "en");
        assertThat(put(juns, jun, marta, body).status()).isEqualTo(403);
        granted(jun, "user:write");
        assertThat(put(juns, jun, marta, body).status()).isEqualTo(204);
        assertThat(put(juns, jun, people.active(mfa, ACME, Role.SUPPORT), body).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"displayName\":\"N\",\"email\":\"n@example.org\"}",
                "{\"displayName\":\" \",\"email\":\"n@example.org\",\"language\":\"en\"}",
                "{\"displayName\":\"N\",\"email\":\"no address\",\"language\":\"en\"}",
                "{\"displayName\":\"N\",\"email\":\"n@example.org\",\"language\":\"../en\"}",
                "{\"displayName\":\"N\",\"email\":{\"$ne\":null},\"language\":\"en\"}",
                "{\"displayName\":\"N\",\"email\":\"n@example.org\",\"language\":\"en\",\"roles\":[\"OPERATOR\"]}",
                "{\"displayName\":\"N\",\"displayName\":\"M\",\"email\":\"n@example.org\",\"language\":\"en\"}"
            })
    void takesNothingElse(String body) {
        Profile before = read(marta).profile();
        Map<String, String> proof = Map.of("Rekey-Step-Up", adas.proof(ada, "user:write", marta.id()));
        assertThat(adas.send("PUT", path(marta), body, proof).status()).isEqualTo(400);
        assertThat(read(marta).profile()).isEqualTo(before);
        assertThat(eventsAbout(marta, UserChanged.class)).isEmpty();
    }

    private long found(String query) {
        return adas.get("/api/v1/users?query=" + query).body().path("users").size();
    }

    private Answer editAddress(Person person, String email) {
        Profile before = read(person).profile();
        return edit(person, before.displayName(), email, before.language());
    }

    private Answer edit(Person person, String displayName, String email, String language) {
        return put(adas, ada, person, body(displayName, email, language));
    }

    private static Map<String, String> body(String displayName, String email, String language) {
        return Map.of("displayName", displayName, "email", email, "language", language);
    }

    private Answer put(Browser at, Person by, Person target, Map<String, ?> body) {
        return put(at, at.proof(by, "user:write", target.id()), target, body);
    }

    private Answer put(Browser at, String proof, Person target, Map<String, ?> body) {
        return at.put(path(target), body, Map.of("Rekey-Step-Up", proof));
    }

    private static String path(Person person) {
        return "/api/v1/users/" + person.id() + "/profile";
    }
}
