package io.rekey.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.Actor;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.MfaStandIn;
import io.rekey.identity.Person;
import io.rekey.identity.Race;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.token.OpaqueToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of a mailed link (DESIGN 6, PROTOCOL 4; I4). */
class SetUpLinksIT extends RunningIdentity {

    @Autowired
    SetUpLinks links;

    private Person marta;

    @BeforeEach
    void resetMarta() {
        marta = user();
        resetBySomebody(marta);
    }

    @Test
    void isTheSameAtEveryTicketAndStoredAsAHashAlone() {
        Answer first = ticket(marta, "reset", 2, 0);
        clock.advance(Duration.ofMinutes(20));
        Answer second = ticket(marta, "reset", 2, 0);
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        String link = mailedLink(marta);
        assertThat(stored(marta).toJson()).doesNotContain(link.split("\\.")[2]).contains(OpaqueToken.sha256(link));
    }

    /** R20: the hour begins at the first hand-over, not at the reset and not at a later try. */
    @Test
    void hasItsExpiryFromTheFirstTicketOn() {
        clock.advance(Duration.ofHours(5));
        Instant until = Instant.parse(ticket(marta, "reset", 2, 0).string("linkExpiresAt"));
        assertThat(until)
                .isBetween(clock.instant().plusSeconds(3_599), clock.instant().plusSeconds(3_600));
        String link = mailedLink(marta);
        clock.advance(Duration.between(clock.instant(), until).minusMillis(1));
        assertThat(links.open(link)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(links.open(link)).isEmpty();
        assertDead(link);
    }

    @Test
    void givesOneLinkToManyFirstTicketsAtOnce() throws Exception {
        assertThat(Race.times(8, () -> ticket(marta, "reset", 2, 0).string("link")))
                .doesNotContain("")
                .containsOnly(ticket(marta, "reset", 2, 0).string("link"));
    }

    @Test
    void isDeadAfterSomebodyFinishedByIt() {
        String link = mailedLink(marta);
        Browser opened = browser();
        assertThat(opened.openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
        opened.begin("google");
        assertThat(opened.confirm(MfaStandIn.FIRST_CODE).state()).isEqualTo("SET_UP");
        assertThat(opened.isSignedIn()).isFalse();
        assertDead(link);
        assertThat(ticket(marta, "reset", 2, 0).problem()).isEqualTo("superseded");
    }

    @Test
    void isDeadAfterSomebodyFinishedAtSignIn() {
        String link = mailedLink(marta);
        Browser direct = browser();
        direct.signIn(marta);
        direct.begin("google");
        direct.confirm(MfaStandIn.FIRST_CODE);
        assertDead(link);
    }

    @Test
    void isDeadAfterTheNextReset() {
        String link = mailedLink(marta);
        resetBySomebody(marta);
        assertDead(link);
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(409);
        assertThat(links.open(mailedLink(marta))).isPresent();
    }

    @Test
    void isDeadOnceItIsSentAgain() {
        String link = mailedLink(marta);
        Person ada = administrator();
        Browser adas = signedIn(ada);
        String resetId = Objects.requireNonNull(read(marta).link()).causeId();
        assertThat(adas.post("/api/v1/resets/" + resetId + "/link", Map.of()).status())
                .isEqualTo(202);
        assertDead(link);
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(409);
        assertThat(ticket(marta, "link-reissued", 2, 1).status()).isEqualTo(200);
        assertThat(links.open(mailedLink(marta))).isPresent();
        assertThat(eventsAbout(marta, SetUpLinkReissued.class)).singleElement().satisfies(event -> {
            assertThat(event.generation()).isEqualTo(1);
            assertThat(event.actor().id()).isEqualTo(ada.id());
        });
    }

    @Test
    void isNotSentAgainForAResetThatIsOver() {
        Browser adas = signedIn(administrator());
        String over = Objects.requireNonNull(read(marta).link()).causeId();
        resetBySomebody(marta);
        assertThat(adas.post("/api/v1/resets/" + over + "/link", Map.of()).problem())
                .isEqualTo("nothing-to-send");
    }

    /** It ran out in the mail queue: a fresh generation goes out as a mail of its own. */
    @Test
    void isIssuedAnewIfItExpiredBeforeItWasSent() {
        String link = mailedLink(marta);
        clock.advance(Duration.ofHours(2));
        assertThat(ticket(marta, "reset", 2, 0).status()).isEqualTo(409);
        assertThat(Objects.requireNonNull(read(marta).link()).gen()).isEqualTo(1);
        assertThat(links.open(mailedLink(marta))).isPresent();
        assertDead(link);
    }

    @Test
    void risesByOneGenerationForManyReissuesAtOnce() throws Exception {
        var user = read(marta);
        List<Boolean> won =
                Race.times(8, () -> links.reissue(user, Actor.service("tests")).isPresent());
        assertThat(won).containsOnlyOnce(true);
        assertThat(Objects.requireNonNull(read(marta).link()).gen()).isEqualTo(1);
    }

    /** R23, L15: whatever a scanner does, the link still works and no guess is burnt. */
    @Test
    void isNotChangedByLookingAtIt() {
        String link = mailedLink(marta);
        Document before = stored(marta);
        for (int i = 0; i < 5; i++) {
            browser().get("/set-up/" + link);
            browser().send("HEAD", "/set-up/" + link, null, Map.of());
            browser().get("/api/v1/set-up?link=" + link);
            browser().post("/api/v1/set-up", Map.of("link", link));
            browser().post("/api/v1/set-up", Map.of("link", link, "password", ""));
        }
        assertThat(stored(marta)).isEqualTo(before);
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    /** R24: the link alone is nothing. */
    @Test
    void needsThePasswordOfItsOwnUser() {
        String link = mailedLink(marta);
        assertThat(browser().openLink(link, "wrong horse").problem()).isEqualTo("did-not-match");
        assertThat(browser().openLink(link.substring(1), marta.password()).problem())
                .isEqualTo("link-dead");
        assertThat(browser().openLink("x", marta.password()).status()).isEqualTo(410);
        assertThat(browser().openLink(link, marta.password()).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    private void assertDead(String link) {
        Answer answer = browser().openLink(link, marta.password());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.problem()).isEqualTo("link-dead");
        assertThat(answer.text()).doesNotContain(marta.username(), marta.id());
    }
}
