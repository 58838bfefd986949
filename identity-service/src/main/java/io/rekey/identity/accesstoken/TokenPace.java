package io.rekey.identity.accesstoken;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Bounds how often one client id is tried here, for each try costs a signature: a handful a second, refilled all the time,
 * so that nobody is locked out for good (R8). Forgets who was not tried for longest, so that it never grows.
 */
@Component
class TokenPace {

    private static final int BURST = 60;
    private static final Duration REFILL = Duration.ofMillis(200);
    private static final int MOST_CLIENTS = 10_000;

    private final Clock clock;
    private final Map<String, Budget> budgets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    TokenPace(Clock clock) {
        this.clock = clock;
    }

    /** Takes one try. @return whether there was one left */
    synchronized boolean take(String clientId) {
        Instant now = clock.instant();
        Budget budget = budgets.getOrDefault(clientId, new Budget(BURST, now)).refilled(now);
        budgets.put(clientId, budget.left() > 0 ? new Budget(budget.left() - 1, budget.at()) : budget);
        return budget.left() > 0;
    }

    /** @param at until when refills are counted in */
    private record Budget(long left, Instant at) {

        Budget refilled(Instant now) {
            long refills = Duration.between(at, now).dividedBy(REFILL);
            return refills <= 0
                    ? this
                    : new Budget(Math.min(BURST, left + refills), at.plus(REFILL.multipliedBy(refills)));
        }
    }
}
