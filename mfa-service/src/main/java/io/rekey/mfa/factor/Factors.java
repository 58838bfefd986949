package io.rekey.mfa.factor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All factors of this service by the providers they are offered under. */
@Component
public class Factors {

    private final Map<String, Factor> byProvider;

    /** @throws IllegalStateException if two factors claim one provider */
    Factors(List<Factor> factors) {
        this.byProvider = factors.stream()
                .flatMap(factor -> factor.providers().stream().map(provider -> Map.entry(provider, factor)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @throws UnknownProviderException if no factor is offered under this name */
    public Factor of(String provider) {
        return Optional.ofNullable(byProvider.get(provider)).orElseThrow(UnknownProviderException::new);
    }
}
