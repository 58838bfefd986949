package io.rekey.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.identity.token.OpaqueToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionPropertiesTest {

    private static final String KEY = "k".repeat(32);

    @Test
    void demandsAKeyAndDoesNotSayTheOneItGot() {
        String tooShort = "s".repeat(31);
        for (String key : new String[] {"", tooShort}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> properties(key))
                    .withMessageContaining("rekey.session.token-key (REKEY_SESSION_TOKENKEY)")
                    .withMessageNotContaining(tooShort);
        }
        assertThat(properties(KEY).tokenKey()).isEqualTo(KEY);
        assertThat(properties(KEY).toString()).doesNotContain(KEY);
    }

    /** R47: idle and absolute, shorter for those who administer. */
    @Test
    void giveThoseWhoAdministerLess() {
        SessionProperties properties = properties(KEY);
        assertThat(properties.lifetime(false)).isEqualTo(Duration.ofHours(12));
        assertThat(properties.lifetime(true)).isEqualTo(Duration.ofHours(8));
        assertThat(properties.idleLifetime(false)).isEqualTo(Duration.ofMinutes(30));
        assertThat(properties.idleLifetime(true)).isEqualTo(Duration.ofMinutes(15));
    }

    /** R45: a new id at sign-in, one per sign-in. */
    @Test
    void deriveOneSessionFromOneSignInThatTheSignInDoesNotTell() {
        SessionKey key = new SessionKey(properties(KEY));
        OpaqueToken signIn = OpaqueToken.random();
        assertThat(key.sessionTokenFor(signIn)).isEqualTo(key.sessionTokenFor(new OpaqueToken(signIn.value())));
        assertThat(key.sessionTokenFor(signIn)).isNotEqualTo(signIn);
        assertThat(key.sessionTokenFor(signIn)).isNotEqualTo(key.sessionTokenFor(OpaqueToken.random()));
        assertThat(key.sessionTokenFor(signIn))
                .isNotEqualTo(new SessionKey(properties("other" + KEY)).sessionTokenFor(signIn));
        assertThat(key.sessionTokenFor(signIn).value()).hasSize(43).doesNotContain(key.deviceIdFor(signIn));
        assertThat(key.deviceIdFor(signIn)).hasSize(22).isEqualTo(key.deviceIdFor(signIn));
    }

    private static SessionProperties properties(String key) {
        return new SessionProperties(
                key,
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                Duration.ofMinutes(15),
                Duration.ofHours(8),
                Duration.ofMinutes(1));
    }
}
