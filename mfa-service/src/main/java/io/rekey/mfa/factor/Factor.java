package io.rekey.mfa.factor;

import io.rekey.mfa.user.EnteredCode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One way to prove the possession of something. A factor computes and keeps nothing: it says which step a code belongs to,
 * and the caller makes that step good for one use by compare-and-set. Beans of this type are found by themselves.
 */
public interface Factor {

    /** The factor's own name, for example {@code totp}. */
    String name();

    /** What users pick: the names under which this factor is offered. */
    Set<String> providers();

    /** A new secret from a secure random source, sealed for its owner and nobody else. */
    String newSeed(Credential.Owner owner);

    /** What the owner has to be shown once to set the secret up; contains the secret in clear. */
    Offer offer(Credential.Owner owner, String seed, Account account);

    /**
     * The newest acceptable step whose code this is, empty for any other text. The newest, because two neighboring steps may
     * share a code, and taking the older one would leave the same code good for a second use (RFC 6238 5.2, R3).
     */
    OptionalLong stepOf(Credential credential, EnteredCode code, Instant now);

    /** Finds the authenticator's clock by two consecutive codes; never by one (RFC 6238 6, R5). */
    Optional<Synchronization> synchronize(
            Credential credential, EnteredCode firstCode, EnteredCode secondCode, Instant now);
}
