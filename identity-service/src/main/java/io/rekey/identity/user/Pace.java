package io.rekey.identity.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many people an administrator has reset since a moment, without anybody else's approval.
 *
 * @param since when the counting began
 * @param frozenAt when the brake stopped this administrator; until a second person releases them
 */
public record Pace(Instant since, int resets, @Nullable Instant frozenAt) {}
