package io.rekey.identity.user;

import java.time.Instant;

/** A trusted device that must not vouch any more; kept until its cookie would have expired anyhow. */
public record RevokedDevice(String id, Instant until) {}
