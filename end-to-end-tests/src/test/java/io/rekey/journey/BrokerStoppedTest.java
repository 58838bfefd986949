package io.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.testbackends.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The fence with Kafka stopped (invariant I2): after a 202 nothing of the probe set is accepted although no other service
 * has heard of the reset. Take the fence out, and this fails.
 */
class BrokerStoppedTest {

    private final Acme acme = Acme.shared();

    @AfterEach
    void startTheBrokerAgain() {
        Backends.kafka().start();
    }

    @Test
    void aResetIsSafeWhileTheBrokerIsDownAndCompleteWhenItComesBack() {
        Person marta = acme.member("marta").signIn(true);
        Artifacts old = Artifacts.of(marta);
        Backends.kafka().stop();

        String resetId = acme.reset(marta);

        old.areAllRefused();
        assertThat(acme.progress(resetId).text("state")).isEqualTo("ACCEPTED");
        assertThat(marta.inbox.mails()).hasSize(1);

        Backends.kafka().start();
        acme.awaitState(resetId, "AWAITING_ENROLLMENT");
        marta.browser = acme.platform.browser();
        assertThat(marta.setUpFrom(marta.inbox.awaitLink(2)).text("state")).isEqualTo("SET_UP");
        assertThat(marta.signIn().isSignedIn()).isTrue();
        old.areAllRefused();
    }

    @Test
    void theWayBackBySigningInIsOpenWhileTheBrokerIsDown() {
        Person marta = acme.member("marta");
        Backends.kafka().stop();
        String resetId = acme.reset(marta);

        marta.browser = acme.platform.browser();
        marta.givePassword();
        assertThat(marta.finishSetUp().text("state")).isEqualTo("SIGNED_IN");

        Backends.kafka().start();
        acme.awaitState(resetId, "COMPLETED");
        assertThat(marta.isSignedIn()).isTrue();
        acme.nextCodes();
        assertThat(marta.signIn().isSignedIn())
                .as("the late event spared the new authenticator")
                .isTrue();
        acme.awaitMailSuperseded(marta);
    }
}
