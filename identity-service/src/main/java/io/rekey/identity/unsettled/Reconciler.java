package io.rekey.identity.unsettled;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends again what has waited too long for its receipts: the broker, or a consumer's disk, may have been lost. */
// Guard: reconciler
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final int BATCH = 500;

    private final Unsettled unsettled;
    private final Clock clock;
    private final Duration patience;

    Reconciler(Unsettled unsettled, Clock clock, @Value("${rekey.reconciler.patience:2m}") Duration patience) {
        this.unsettled = unsettled;
        this.clock = clock;
        this.patience = patience;
    }

    @Scheduled(
            fixedDelayString = "${rekey.reconciler.interval:15s}",
            initialDelayString = "${rekey.reconciler.interval:15s}")
    void reconcile() {
        Instant before = clock.instant().minus(patience);
        long again = unsettled.waitingSince(before, BATCH).stream()
                .filter(unsettled::sendAgain)
                .count();
        if (again > 0) {
            log.info("sent {} events again that nobody had receipted", again);
        }
    }
}
