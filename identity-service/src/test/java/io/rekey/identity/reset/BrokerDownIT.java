package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.testbackends.Backends;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The broker carries the clean-up, never the safety (DESIGN 2). */
class BrokerDownIT extends RunningIdentity {

    @Test
    void isSafeAtOnceAndToldLater() {
        Person ada = administrator();
        Person marta = user();
        Browser adas = signedIn(ada);
        Browser old = signedIn(marta);
        Backends.kafka().stop();
        try {
            assertThat(reset(adas, ada, "k", marta).status()).isEqualTo(202);
            assertThat(old.isSignedIn()).isFalse();
            assertThat(browser().signIn(marta).state()).isEqualTo("ENROLLMENT_REQUIRED");
            assertThat(stored(marta).getList("outbox", Document.class)).isNotEmpty();
        } finally {
            Backends.kafka().start();
        }
        assertThat(eventsAbout(marta, MfaResetRequested.class)).hasSize(1);
    }
}
