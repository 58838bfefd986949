package io.rekey.mfa.reset;

import io.rekey.events.Actor;
import io.rekey.events.Level;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.mfa.TestUser;
import java.time.Instant;
import java.util.List;

/** Resets as identity-service announces them. */
final class ResetFixtures {

    static final List<String> ALL = List.of("google", "authy", "duo_security", "u2fkey");

    private ResetFixtures() {}

    static MfaResetRequested resetOfAll(TestUser user, long epoch) {
        return reset(user, epoch, Level.BOTH, ALL);
    }

    static MfaResetRequested reset(TestUser user, long epoch, Level level, List<String> providers) {
        return new MfaResetRequested(
                "r-" + user.id() + "-" + epoch,
                user.id(),
                user.organization(),
                epoch,
                level,
                providers,
                Actor.user("ada"),
                "Lost phone",
                null,
                List.of(),
                Instant.parse("2026-11-22T08:00:00Z"));
    }
}
