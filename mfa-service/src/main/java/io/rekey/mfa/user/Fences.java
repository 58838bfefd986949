package io.rekey.mfa.user;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Scope;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * This service's own copy of a user's fence: per scope the lowest epoch that is still accepted. It only ever rises
 * ({@code $max}), so that an event late or repeated can never open what a newer one closed (I10).
 */
public final class Fences {

    private final Map<String, Long> cells;

    /** @param cells as stored, absent for a user who was never reset */
    public Fences(@Nullable Map<String, Long> cells) {
        this.cells = cells == null ? Map.of() : Map.copyOf(cells);
    }

    /** The lowest epoch accepted in a scope; 0 where no reset was ever heard of. */
    public long of(Scope scope) {
        return Objects.requireNonNullElse(cells.get(scope.key()), 0L);
    }

    /** Where the cell of a scope is stored. */
    public static String path(Scope scope) {
        return FactorsDocument.FENCES + "." + scope.key();
    }

    /** The condition of a write that leaves something of this epoch behind: {@code $lte} alone would not match an absent cell. */
    public static Criteria admit(Scope scope, long epoch) {
        // Guard: fence per provider
        return new Criteria()
                .orOperator(where(path(scope)).isNull(), where(path(scope)).lte(epoch));
    }
}
