package io.rekey.mfa.factor;

/**
 * Where an authenticator's clock was found.
 *
 * @param firstStep the step of the first code
 * @param lastStep the step of the second one; both count as used
 * @param drift steps that the authenticator's clock runs ahead of ours; negative behind
 */
public record Synchronization(long firstStep, long lastStep, int drift) {}
