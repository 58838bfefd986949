package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import io.rekey.journey.Authenticator;
import io.rekey.journey.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Resets, set-ups by link and by sign-in, and sign-ins with whatever was ever handed out, interleaved at random: after every
 * step exactly the newest set-up opens the account, and nothing that a reset voided ever does again.
 */
class RandomStoriesTest {

    private static final int STEPS = Integer.getInteger("random.steps", 2_000);
    private static final long SEED = Long.getLong("random.seed", System.nanoTime());

    private final Acme acme = Acme.shared();
    private final Random random = new Random(SEED);
    private final List<Authenticator> voided = new ArrayList<>();
    private final List<Browser> endedSessions = new ArrayList<>();
    private final List<Browser> halfSetUps = new ArrayList<>();
    private Person rui = acme.member("rui");
    private boolean isSetUp = true;
    private int linksUsed;
    private String lastReset = "";

    @Test
    void onlyTheNewestSetUpEverOpensTheAccount() {
        System.out.println("random stories: seed " + SEED + ", steps " + STEPS);
        for (int step = 0; step < STEPS; step++) {
            try {
                act(random.nextInt(10));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + SEED + ", step " + step + ": " + e.getMessage(), e);
            }
        }
        assertThat(voided).as("enough resets happened").hasSizeGreaterThan(STEPS / 40);
        assertThat(linksUsed).as("enough links were used").isGreaterThan(STEPS / 200);
    }

    private void act(int dice) {
        switch (dice) {
            case 0, 1 -> reset();
            case 2 -> setUpBySigningIn();
            case 3 -> setUpByALink();
            case 4 -> startSetUpAndLeave();
            case 5 -> finishAnOldSetUp();
            case 6, 7 -> signInProperly();
            case 8 -> tryAVoidedPhone();
            default -> tryAnEndedSession();
        }
    }

    private void reset() {
        if (!acme.ada.isSignedIn()) {
            acme.nextCodes();
            acme.ada.signIn();
        }
        lastReset = acme.reset(rui);
        if (isSetUp) {
            voided.add(rui.phone);
        }
        endedSessions.add(rui.browser.copy());
        isSetUp = false;
        keepFew(voided);
        keepFew(endedSessions);
    }

    private void setUpBySigningIn() {
        rui.browser = acme.platform.browser();
        Answer started = rui.givePassword();
        assertThat(started.text("state")).isEqualTo(isSetUp ? "SECOND_FACTOR_REQUIRED" : "ENROLLMENT_REQUIRED");
        if (!isSetUp) {
            Answer finished = rui.finishSetUp();
            if (finished.problem().equals("set-up-under-way")) {
                acme.platform.clock.advance(java.time.Duration.ofMinutes(11));
                return;
            }
            assertThat(finished.text("state")).as(finished.described()).isEqualTo("SIGNED_IN");
            isSetUp = true;
        }
    }

    /** The newest link that was mailed, or any older one: it works only if nobody has set up since its reset. */
    private void setUpByALink() {
        if (!isSetUp && random.nextInt(3) == 0) {
            acme.awaitState(lastReset, "AWAITING_ENROLLMENT"); // the mail is there by then
        }
        List<String> links = rui.inbox.links();
        String link = random.nextBoolean() ? links.getLast() : links.get(random.nextInt(links.size()));
        rui.browser = acme.platform.browser();
        Answer finished = rui.setUpFrom(link);
        if (finished.status() == 200) {
            assertThat(isSetUp)
                    .as("a link may work only before somebody finished")
                    .isFalse();
            isSetUp = true;
            linksUsed++;
        } else {
            assertThat(finished.problem()).isIn("link-dead", "set-up-under-way", "start-again");
        }
    }

    private void startSetUpAndLeave() {
        Browser tab = acme.platform.browser();
        Answer started = tab.post("/api/v1/sign-in", Map.of("username", rui.username, "password", rui.password));
        if (started.text("state").equals("ENROLLMENT_REQUIRED")) {
            tab.post("/api/v1/set-up/authenticator", Map.of("provider", "authy"));
            halfSetUps.add(tab);
            keepFew(halfSetUps);
        }
    }

    /** A tab left open from some time ago goes on: it may win only if nothing happened since. */
    private void finishAnOldSetUp() {
        if (halfSetUps.isEmpty()) {
            return;
        }
        Browser tab = halfSetUps.remove(random.nextInt(halfSetUps.size()));
        Answer authenticator = tab.post("/api/v1/set-up/authenticator", Map.of("provider", "authy"));
        if (authenticator.status() != 200) {
            return;
        }
        assertThat(isSetUp)
                .as("an old tab may go on only before somebody finished")
                .isFalse();
        rui.browser = tab;
        Answer finished = rui.finishSetUp(authenticator.text("uri"));
        if (finished.status() == 200) {
            isSetUp = true;
        }
    }

    private void signInProperly() {
        if (isSetUp) {
            acme.nextCodes();
            rui.browser = acme.platform.browser();
            assertThat(rui.signIn().isSignedIn()).isTrue();
        }
    }

    private void tryAVoidedPhone() {
        if (voided.isEmpty()) {
            return;
        }
        Browser browser = acme.platform.browser();
        browser.post("/api/v1/sign-in", Map.of("username", rui.username, "password", rui.password));
        Authenticator old = voided.get(random.nextInt(voided.size()));
        Answer answer = browser.post("/api/v1/sign-in/second-factor", Map.of("code", old.presentCode()));
        assertThat(answer.text("state")).as("a voided phone").isNotEqualTo("SIGNED_IN");
        signInProperly(); // clears the guesses, so that the next refusal is for its own reason
    }

    private void tryAnEndedSession() {
        if (!endedSessions.isEmpty()) {
            Browser old = endedSessions.get(random.nextInt(endedSessions.size()));
            assertThat(old.get("/api/v1/session").status())
                    .as("an ended session")
                    .isEqualTo(401);
        }
    }

    private static void keepFew(List<?> list) {
        if (list.size() > 200) {
            list.removeFirst();
        }
    }
}
