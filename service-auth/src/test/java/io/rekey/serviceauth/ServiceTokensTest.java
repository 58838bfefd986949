package io.rekey.serviceauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {

    private final HandClock clock = new HandClock();
    private final Peers peers = new Peers();
    private final ServiceTokens identity = peers.identity(clock);
    private final ServiceTokens mfa = peers.mfa(clock);

    @Test
    void acceptsWhatAPeerMintedForThisService() {
        String token = identity.tokenFor(Peers.MFA);
        assertThat(mfa.verify(token)).contains(Peers.IDENTITY);
        assertThat(mfa.verify(token)).as("again, remembered").contains(Peers.IDENTITY);
        assertThat(identity.verify(mfa.tokenFor(Peers.IDENTITY))).contains(Peers.MFA);
    }

    @Test
    void refusesATokenForAnotherService() {
        assertThat(mfa.verify(identity.tokenFor("device-service"))).isEmpty();
        assertThat(identity.verify(identity.tokenFor(Peers.IDENTITY)))
                .as("nobody is its own peer")
                .isEmpty();
    }

    @Test
    void mintsOnceForHalfALife() {
        String token = identity.tokenFor(Peers.MFA);
        clock.pass(Duration.ofSeconds(149));
        assertThat(identity.tokenFor(Peers.MFA)).isEqualTo(token);
        clock.pass(Duration.ofSeconds(1));
        assertThat(identity.tokenFor(Peers.MFA)).isNotEqualTo(token);
        assertThat(identity.tokenFor("device-service")).isNotEqualTo(identity.tokenFor(Peers.MFA));
    }

    @Test
    void refusesAnExpiredTokenWhetherItRemembersItOrNot() {
        String remembered = identity.tokenFor(Peers.MFA);
        assertThat(mfa.verify(remembered)).isPresent();
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(mfa.verify(remembered)).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(mfa.verify(remembered)).isEmpty();
        clock.pass(Duration.ofSeconds(31));
        assertThat(mfa.verify(remembered)).isEmpty();
        assertThat(peers.mfa(clock).verify(remembered)).as("never seen before").isEmpty();
    }

    @Test
    void bearsAClockThatIsHalfAMinuteOffAndNoMore() {
        HandClock ahead = new HandClock();
        ahead.pass(Duration.ofSeconds(29));
        assertThat(mfa.verify(peers.identity(ahead).tokenFor(Peers.MFA))).isPresent();
        ahead.pass(Duration.ofSeconds(2));
        assertThat(mfa.verify(peers.identity(ahead).tokenFor(Peers.MFA))).isEmpty();
    }

    @Test
    void tellsNoKeyInWords() {
        var properties = new ServiceAuthProperties(
                Peers.MFA, Ed25519Keys.encode(peers.mfaKeys.getPrivate()), java.util.Map.of(), Duration.ofMinutes(5));
        assertThat(properties.toString()).doesNotContain(properties.privateKey());
    }
}
