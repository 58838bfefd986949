package io.rekey.identity.compatible;

import io.rekey.identity.plan.TakeOrder;
import io.rekey.identity.reset.ResetOrder;
import java.util.List;
import org.springframework.http.ResponseEntity;

/**
 * The answer of a door that clears: the reset's verdict, how far the reset reaches, and that in a sentence.
 *
 * @param note what goes with it, and what comes next for the user
 */
record Clearing(TakeOrder.VerdictView reset, Reach covers, String note) {

    static final String BACKUP_CODES_ONLY = "Covers the backup codes of this level; authenticators go on working. The"
            + " user is mailed a link to enroll, which ends with new codes: nobody but the user may see one.";

    static ResponseEntity<Clearing> of(TakeOrder.Taken taken, ResetOrder order, String note) {
        Reach reach = new Reach(order.providers(), AuthenticationMethod.text(order.level()));
        return taken.answer(new Clearing(taken.resets().getFirst(), reach, note));
    }

    /** @param level {@code user}, {@code organization} or {@code both} */
    record Reach(List<String> providers, String level) {}
}
