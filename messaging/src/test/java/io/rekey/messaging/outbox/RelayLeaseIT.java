package io.rekey.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.messaging.note.Databases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class RelayLeaseIT {

    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final MongoTemplate mongo = Databases.fresh();
    private final HandClock clock = new HandClock();

    @Test
    void isHeldByOneUntilItIsGivenBack() {
        RelayLease first = lease("first");
        RelayLease second = lease("second");
        assertThat(first.held()).isTrue();
        assertThat(second.held()).isFalse();
        assertThat(first.held()).isTrue();
        second.release();
        assertThat(second.held())
                .as("giving back what one does not have changes nothing")
                .isFalse();
        first.release();
        assertThat(second.held()).isTrue();
        assertThat(first.held()).isFalse();
    }

    @Test
    void isTakenOverWhenItsOwnerIsDead() {
        RelayLease dead = lease("dead");
        RelayLease other = lease("other");
        assertThat(dead.held()).isTrue();
        clock.pass(LIFETIME.minusMillis(1));
        assertThat(other.held()).isFalse();
        clock.pass(Duration.ofMillis(2));
        assertThat(other.held()).isTrue();
        assertThat(dead.held()).as("the dead one comes back").isFalse();
    }

    @Test
    void isRenewedWhileItsOwnerLives() {
        RelayLease living = lease("living");
        RelayLease other = lease("other");
        for (int round = 0; round < 10; round++) {
            assertThat(living.held()).isTrue();
            clock.pass(LIFETIME.dividedBy(2));
            assertThat(other.held()).isFalse();
        }
    }

    @Test
    void goesToExactlyOneOfManyFirstTakers() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> takers = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(number -> lease("owner" + number)::held)
                    .toList();
            int held = 0;
            for (Future<Boolean> result : threads.invokeAll(takers)) {
                held += result.get() ? 1 : 0;
            }
            assertThat(held).isOne();
        }
    }

    private RelayLease lease(String owner) {
        return new RelayLease(mongo, clock, LIFETIME, owner);
    }

    /** A clock that stands until it is told how much time passes. */
    private static final class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
