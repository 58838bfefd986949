package io.rekey.identity.plan;

import io.rekey.identity.reset.RequestReset;
import io.rekey.identity.reset.ResetAuthority;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Resets many users side by side; each by a write of its own, so that one who cannot be reset stops nobody else (R37). */
@Component
class ResetInWaves {

    /** Enough to let the database write in groups, few enough to leave it room for those who sign in. */
    private static final int SIDE_BY_SIDE = 16;

    private final RequestReset requestReset;

    ResetInWaves(RequestReset requestReset) {
        this.requestReset = requestReset;
    }

    /**
     * @return a verdict for each target, in their order
     * @throws RuntimeException if the database failed for one of them; under the same order all can be asked for again
     */
    List<Verdict> reset(ResetAuthority by, ResetOrder order, List<PlanTarget> targets) {
        Semaphore places = new Semaphore(SIDE_BY_SIDE);
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Verdict>> answers = new ArrayList<>(targets.size());
            for (PlanTarget target : targets) {
                Callable<Verdict> task = () -> requestReset.request(by, target.userId(), order, target.resetId());
                answers.add(each.submit(() -> inTurn(places, task)));
            }
            List<Verdict> verdicts = new ArrayList<>(targets.size());
            for (Future<Verdict> answer : answers) {
                verdicts.add(answer.get());
            }
            return verdicts;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while resetting", e);
        }
    }

    private static Verdict inTurn(Semaphore places, Callable<Verdict> task) throws Exception {
        places.acquire();
        try {
            return task.call();
        } finally {
            places.release();
        }
    }
}
