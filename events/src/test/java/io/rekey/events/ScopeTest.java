package io.rekey.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void namesACellByLevelAndProvider() {
        assertThat(new Scope(Level.USER, "acme", "google").key()).isEqualTo("user:google");
        assertThat(new Scope(Level.ORGANIZATION, "acme", "google").key()).isEqualTo("organization:acme:google");
    }

    @Test
    void coversTheProvidersNamedAndTheBackupCodesOfTheLevel() {
        assertThat(Scope.covered(Level.USER, "acme", List.of("google")))
                .extracting(Scope::key)
                .containsExactly("user:google", "user:backup_codes");
        assertThat(Scope.covered(Level.BOTH, "acme", List.of("google", "authy")))
                .extracting(Scope::key)
                .containsExactly(
                        "user:google",
                        "user:authy",
                        "user:backup_codes",
                        "organization:acme:google",
                        "organization:acme:authy",
                        "organization:acme:backup_codes");
    }

    @Test
    void hasOneLevel() {
        assertThatThrownBy(() -> new Scope(Level.BOTH, "acme", "google")).isInstanceOf(IllegalArgumentException.class);
    }
}
