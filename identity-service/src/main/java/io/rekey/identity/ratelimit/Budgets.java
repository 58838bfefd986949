package io.rekey.identity.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What each caller has left, in this instance's memory: it keeps one caller from taking a service from the others, and is
 * no guard of an account (that is the guess budget in the user's document). A caller who was away for longer than a
 * window is forgotten, and would be full again anyway.
 */
@Component
class Budgets {

    private static final int MAX_CALLERS = 100_000;

    private final Quota all;
    private final Quota changes;
    private final Clock clock;
    private final Cache<String, Budget> callers;

    Budgets(RateLimitProperties properties, Clock clock) {
        this.all = new Quota("api", properties.calls());
        this.changes = new Quota("changes", properties.changes());
        this.clock = clock;
        this.callers = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(Quota.WINDOW.multipliedBy(2))
                .ticker(this::nanos)
                .build();
    }

    /** Counts a call: what is not reading counts twice, among all and among the changes. */
    List<Quota.Charge> charge(String callerId, boolean isChange) {
        Budget budget = callers.get(callerId, id -> new Budget(all.bucket(time()), changes.bucket(time())));
        Quota.Charge call = new Quota.Charge(all, budget.all().tryConsumeAndReturnRemaining(1));
        if (!isChange) {
            return List.of(call);
        }
        return List.of(call, new Quota.Charge(changes, budget.changes().tryConsumeAndReturnRemaining(1)));
    }

    /** How many callers are remembered. */
    long size() {
        callers.cleanUp();
        return callers.estimatedSize();
    }

    /** The quotas that count for a kind of call. */
    String policy(boolean isChange) {
        return String.join(
                ", ",
                Stream.of(all, changes)
                        .limit(isChange ? 2 : 1)
                        .map(Quota::policy)
                        .toList());
    }

    private TimeMeter time() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    private long nanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    private record Budget(Bucket all, Bucket changes) {}
}
