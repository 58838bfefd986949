package io.rekey.mfa.reset;

import io.rekey.events.Scope;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.ReceivedEvent;
import io.rekey.mfa.ContentionException;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Clears what a reset has made void: the enrollments of its scope and the backup codes of its level, below its epoch (protocol
 * 5). It compares and never wipes, so neither the order nor the number of deliveries matters.
 *
 * <p>The receipt has to be in the same write as the effect, and says how many enrollments went. The count is taken from the
 * document as read, and the write is refused if a row came or went since ({@code revision}); then it is read again. So the count
 * is exact, also when two instances clear at once or an enrollment is added in that moment.
 */
@Component
class ClearFactors implements EventHandler<MfaResetRequested> {

    private static final int ATTEMPTS = 50;

    private final AskIdentity identity;
    private final FencedUsers users;
    private final Clock clock;

    ClearFactors(AskIdentity identity, FencedUsers users, Clock clock) {
        this.identity = identity;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public Class<MfaResetRequested> eventClass() {
        return MfaResetRequested.class;
    }

    /** A duplicate does the same again and gives its receipt again: the first one may have been lost with the broker. */
    @Override
    public void handle(ReceivedEvent<MfaResetRequested> received) {
        MfaResetRequested reset = received.payload();
        identity.requireReached(new UserId(reset.userId()), reset.epoch());
        // Guard: duplicate is receipted again
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (clear(reset)) {
                return;
            }
        }
        throw new ContentionException();
    }

    private boolean clear(MfaResetRequested reset) {
        List<VoidedRows> cells = Scope.covered(reset.level(), reset.organizationId(), reset.providers()).stream()
                .map(scope -> new VoidedRows(scope, reset.epoch()))
                .toList();
        FencedUser user = users.of(reset.userId());
        return users.clear(user, cells, receipt(reset, count(user, cells)));
    }

    private static int count(FencedUser user, List<VoidedRows> cells) {
        return Math.toIntExact(user.enrollmentRows().stream()
                .filter(row -> cells.stream().anyMatch(cell -> cell.contains(row)))
                .count());
    }

    private EnrollmentsCleared receipt(MfaResetRequested reset, int count) {
        return new EnrollmentsCleared(
                reset.resetId(), reset.userId(), reset.organizationId(), reset.epoch(), count, clock.instant());
    }
}
