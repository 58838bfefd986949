package io.rekey.identity.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rekey.identity.organization.Policy;
import io.rekey.identity.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private final Providers providers = new Providers(List.of("google", "authy", "u2fkey"), List.of("google", "authy"));

    @Test
    void offersWhatCanBeSetUpNow() {
        assertThat(providers.requireOffered("authy", Policy.standard())).isEqualTo("authy");
        for (String other : List.of("u2fkey", "sms", "Google", "")) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> providers.requireOffered(other, Policy.standard()))
                    .satisfies(refusal ->
                            assertThat(refusal.getStatusCode().value()).isEqualTo(422));
        }
    }

    /** A reset of all names also those that nobody can set up any more. */
    @Test
    void takesNoneForAllAndEachOnce() {
        assertThat(providers.requireKnown(List.of())).containsExactly("google", "authy", "u2fkey");
        assertThat(providers.requireKnown(List.of("u2fkey", "u2fkey"))).containsExactly("u2fkey");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> providers.requireKnown(List.of("google", "sms")));
    }

    @Test
    void knowsWhateverItOffers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Providers(List.of("google"), List.of("authy")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Providers(List.of(), List.of()));
    }
}
