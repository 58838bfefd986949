package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.journey.Answer;
import io.rekey.journey.Browser;
import io.rekey.journey.SetUp;
import io.rekey.testbackends.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rest of the probe set: a mailed link and a set-up in progress from before a reset, with the broker stopped. */
class OlderWaysBackTest {

    private final Acme acme = Acme.shared();
    private final Person marta = acme.member("marta");
    private final String olderLink;
    private final Browser halfDone = acme.platform.browser();

    OlderWaysBackTest() {
        acme.reset(marta);
        olderLink = marta.inbox.awaitLink(2);
        SetUp setUp = new SetUp(halfDone);
        setUp.open(olderLink, marta.password).expect(200);
        marta.browser = halfDone;
    }

    @AfterEach
    void startTheBrokerAgain() {
        Backends.kafka().start();
    }

    @Test
    void aResetVoidsTheLinkAndTheSetUpThatWereUnderWay() {
        String otpauth = new SetUp(halfDone).begin("google");
        Backends.kafka().stop();

        acme.reset(marta);

        Answer finished = marta.finishSetUp(otpauth);
        assertThat(finished.problem()).as("the half-done set-up").isEqualTo("start-again");
        marta.browser = acme.platform.browser();
        assertThat(marta.setUpFrom(olderLink).problem()).as("the older link").isEqualTo("link-dead");
    }

    @Test
    void withoutAnotherResetTheSetUpUnderWayIsFinishedWhileTheBrokerIsDown() {
        String otpauth = new SetUp(halfDone).begin("google");
        Backends.kafka().stop();

        assertThat(marta.finishSetUp(otpauth).text("state")).isEqualTo("SET_UP");
        assertThat(marta.signIn().isSignedIn()).isTrue();
    }
}
