package io.rekey.identity.user;

import java.time.Instant;

/** An idempotency key that a reset of this user was asked with, remembered in the reset's own write (R38). */
public record IdempotentReset(String key, String digest, String resetId, long epoch, Instant at) {}
