package io.rekey.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several do something at the same moment. */
public final class Race {

    private Race() {}

    /** Starts all of them at a barrier and returns what each got, in order. */
    public static <T> List<T> of(List<Callable<T>> starters) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(starters.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> starter : starters) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return starter.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }

    /** The same thing so many times at once. */
    public static <T> List<T> times(int count, Callable<T> starter) throws Exception {
        return of(java.util.Collections.nCopies(count, starter));
    }
}
