package io.rekey.identity.link;

import java.time.Instant;

/** What a genuine link token says. Whether it still opens anything is for the user's document to say. */
record LinkToken(String userId, String causeId, long epoch, int generation, Instant expiresAt) {}
