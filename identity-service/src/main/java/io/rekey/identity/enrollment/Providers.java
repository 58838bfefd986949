package io.rekey.identity.enrollment;

import io.rekey.identity.organization.Policy;
import io.rekey.identity.problem.Problem;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a user may pick.
 *
 * @param all every provider that an enrollment may have, also those not offered any more: a reset of all names them all
 * @param offered those that can be set up now
 */
@ConfigurationProperties("rekey.providers")
public record Providers(
        @DefaultValue({"google", "authy", "duo_security", "u2fkey"})
        List<String> all,

        @DefaultValue({"google", "authy", "duo_security"}) List<String> offered) {

    public Providers {
        all = List.copyOf(all);
        offered = List.copyOf(offered);
        if (all.isEmpty() || !all.containsAll(offered)) {
            throw new IllegalArgumentException("rekey.providers: all must name at least every offered provider");
        }
    }

    /** Those that can be set up now where this policy holds. */
    public List<String> offeredUnder(Policy policy) {
        return offered.stream().filter(policy::letsSetUp).toList();
    }

    /** @throws Problem 422 if this cannot be set up where this policy holds; it names those that can */
    public String requireOffered(String provider, Policy policy) {
        List<String> pick = offeredUnder(policy);
        if (!pick.contains(provider)) {
            throw Problem.unprocessable("unknown-provider", "Pick one of " + String.join(", ", pick) + ".");
        }
        return provider;
    }

    /** @throws Problem 422 if one of them is not a provider; none at all means all */
    public List<String> requireKnown(List<String> named) {
        if (named.isEmpty()) {
            return all;
        }
        if (!all.containsAll(named)) {
            throw Problem.unprocessable("unknown-provider", "Name any of " + String.join(", ", all) + ".");
        }
        return named.stream().distinct().toList();
    }
}
