package io.rekey.identity.plan;

import io.rekey.identity.access.Permission;
import io.rekey.identity.brake.Allowance;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.reset.Verdict;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Takes an order of resets at a door: the same proof, the same verdicts and the same refusals, whichever door it is (R34,
 * R36).
 */
@Component
public class TakeOrder {

    /** R37: the documented maximum of one order. */
    public static final int MOST = 10_000;

    /** What an id of a user is (R42). */
    public static final String ID = "[A-Za-z0-9_-]{1,64}";

    /** What an Idempotency-Key may be. */
    public static final String KEY = "[\\x21-\\x7e]{1,100}";

    private final PlaceOrder placeOrder;
    private final StepUp stepUp;

    TakeOrder(PlaceOrder placeOrder, StepUp stepUp) {
        this.placeOrder = placeOrder;
        this.stepUp = stepUp;
    }

    /**
     * What the same order under the same key led to before; empty if it did not. Asks for no proof and changes nothing.
     *
     * @throws Problem what the order was refused with
     */
    public Optional<Taken> repeated(Caller caller, ResetOrder order, List<String> userIds) {
        return placeOrder.before(caller, order, userIds).map(verdicts -> taken(verdicts, null));
    }

    /**
     * Resets users, or answers as before. From this answer on, nothing old opens the accounts of those accepted.
     *
     * @param userIds each once
     * @param proof for {@code mfa:reset} on exactly these ids; a repetition needs none, a program neither
     * @throws Problem 401 {@code step-up-required}; if nobody was accepted or waits for approval, the refusal's own status
     *     for one id, 422 {@code nobody-reset} with all verdicts for several
     */
    public Taken take(Caller caller, ResetOrder order, List<String> userIds, @Nullable String proof) {
        return repeated(caller, order, userIds).orElseGet(() -> {
            stepUp.require(proof, caller, Permission.MFA_RESET, userIds);
            PlaceOrder.Placed placed = placeOrder.place(caller, order, userIds);
            return taken(placed.verdicts(), placed.allowance());
        });
    }

    private static Taken taken(List<Verdict> verdicts, @Nullable Allowance allowance) {
        if (verdicts.stream().noneMatch(TakeOrder::isTaken)) {
            throw refused(verdicts);
        }
        return new Taken(verdicts.stream().map(VerdictView::of).toList(), allowance);
    }

    private static boolean isTaken(Verdict verdict) {
        return verdict.isAccepted() || verdict.outcome() == Verdict.Outcome.PENDING_APPROVAL;
    }

    private static Problem refused(List<Verdict> verdicts) {
        if (verdicts.size() > 1) {
            return Problem.unprocessable("nobody-reset", "Nobody was reset.")
                    .with("verdicts", verdicts.stream().map(VerdictView::of).toList());
        }
        Verdict.Outcome outcome = verdicts.getFirst().outcome();
        return switch (outcome) {
            case NOT_FOUND, ACCEPTED, PENDING_APPROVAL -> Problem.notFound();
            case NOT_SET_UP -> Problem.conflict("not-set-up", outcome.sentence());
            case SELF -> Problem.of(HttpStatus.FORBIDDEN, "own-account", outcome.sentence());
            case OUT_OF_REACH -> Problem.of(HttpStatus.FORBIDDEN, "out-of-reach", outcome.sentence());
            case TOO_MANY -> Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-resets", outcome.sentence());
            case KEY_REUSED -> Problem.unprocessable("idempotency-key-reused", outcome.sentence());
        };
    }

    /**
     * An order of which at least one was accepted, or waits for approval.
     *
     * @param resets a verdict for each id, in their order
     * @param allowance what is left of the caller's hour, if any of it was taken
     */
    public record Taken(List<VerdictView> resets, @Nullable Allowance allowance) {

        /** 202 with this body, and how many resets the caller has left. */
        public <T> ResponseEntity<T> answer(T body) {
            return ResponseEntity.accepted().headers(this::tell).body(body);
        }

        private void tell(HttpHeaders headers) {
            if (allowance != null) {
                headers.add("RateLimit-Policy", allowance.policyHeader());
                headers.add("RateLimit", allowance.header());
            }
        }
    }

    /** The answer's body where the door takes several. */
    public record Verdicts(List<VerdictView> resets) {}

    /** What became of one user. */
    public record VerdictView(
            String userId,
            String outcome,
            String detail,
            @Nullable String resetId,
            @Nullable String planId,
            @Nullable Long epoch) {

        static VerdictView of(Verdict verdict) {
            return new VerdictView(
                    verdict.userId(),
                    verdict.outcome().name(),
                    verdict.outcome().sentence(),
                    verdict.resetId(),
                    verdict.planId(),
                    verdict.epoch());
        }
    }
}
