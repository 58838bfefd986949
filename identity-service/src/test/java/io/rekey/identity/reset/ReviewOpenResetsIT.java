package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.user.Role;
import java.time.Duration;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What happens to a reset by itself: an expired link is issued anew where there is no other way in (I4, I12). */
class ReviewOpenResetsIT extends RunningIdentity {

    @Autowired
    ReviewOpenResets review;

    @Test
    void issuesAnExpiredLinkAnewForWhoNeedsIt() {
        Person support = people.active(mfa, ACME, Role.SUPPORT);
        resetBySomebody(support);
        review.review();
        assertThat(generation(support)).as("not sent yet").isZero();
        String expired = mailedLink(support);
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        review.review();
        assertThat(generation(support)).as("not expired yet").isZero();
        clock.advance(Duration.ofSeconds(1));
        review.review();
        review.review();
        assertThat(generation(support)).isEqualTo(1);
        assertThat(browser().openLink(expired, support.password()).status()).isEqualTo(410);
        assertThat(browser().openLink(mailedLink(support), support.password()).status())
                .isEqualTo(200);
        assertThat(eventsAbout(support, SetUpLinkReissued.class))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().id()).isEqualTo("identity-service"));
    }

    @Test
    void stopsAfterFiveByItself() {
        Person support = people.active(mfa, ACME, Role.SUPPORT);
        resetBySomebody(support);
        for (int generation = 0; generation <= 5; generation++) {
            mailedLink(support);
            clock.advance(Duration.ofHours(1));
            review.review();
        }
        review.review();
        assertThat(generation(support)).isEqualTo(5);
    }

    @Test
    void leavesTheLinkAloneOfWhoMaySetUpAtSignIn() {
        Person marta = user();
        resetBySomebody(marta);
        mailedLink(marta);
        clock.advance(Duration.ofHours(1));
        review.review();
        assertThat(generation(marta)).isZero();
        assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
    }

    @Test
    void looksNoMoreAtWhatIsOver() {
        Person marta = user();
        resetBySomebody(marta);
        resetBySomebody(marta);
        review.review();
        assertThat(mongo.getCollection(Resets.COLLECTION)
                        .find(new Document("userId", marta.id()).append(Resets.OPEN, true))
                        .map(reset -> reset.getLong("epoch")))
                .containsExactly(3L);
    }

    private int generation(Person person) {
        return Objects.requireNonNull(read(person).link()).gen();
    }
}
