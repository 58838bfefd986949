package io.rekey.cli.resets;

import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A reset as the server tells it.
 *
 * <pre>
 * PENDING_APPROVAL → ACCEPTED → AWAITING_ENROLLMENT → COMPLETED
 *                  ↘ REFUSED, EXPIRED, SUPERSEDED
 * </pre>
 */
public record Reset(JsonNode json) {

    private static final Set<String> COMPLETE = Set.of("AWAITING_ENROLLMENT", "COMPLETED");
    private static final Set<String> OVER = Set.of("SUPERSEDED", "EXPIRED", "REFUSED");
    private static final Set<String> SETTLED = Set.of("done", "not-applicable");

    public String id() {
        return Json.text(json, "resetId");
    }

    public String state() {
        return Json.text(json, "state");
    }

    /** Whether all services have done their part: the person can set up again, or has. */
    public boolean isComplete() {
        return COMPLETE.contains(state()) && effects().stream().allMatch(effect -> SETTLED.contains(effect.state()));
    }

    /** Whether it will never be complete, because it is another's turn or too late. */
    boolean isOver() {
        return OVER.contains(state());
    }

    /** Whether nothing is left to wait for, and not all of it was done. */
    boolean hasFailed() {
        return effects().stream().anyMatch(Effect::hasFailed)
                && effects().stream().allMatch(effect -> effect.hasFailed() || SETTLED.contains(effect.state()));
    }

    boolean isUnderWay() {
        return !isComplete() && !isOver() && !hasFailed();
    }

    List<Effect> effects() {
        return Json.rows(json.path("effects")).stream().map(Effect::new).toList();
    }

    String described() {
        return "Reset " + id() + ": " + state()
                + line("User", "userId")
                + line("Epoch", "epoch")
                + line("Level", "level")
                + line("Providers", "providers")
                + line("Asked by", "actor")
                + line("Approved by", "approvers")
                + line("Reason", "reason")
                + line("Ticket", "ticket")
                + line("Accepted", "acceptedAt")
                + line("Completed", "completedAt");
    }

    Table effectTable() {
        Table table = Table.of("EFFECT", "SERVICE", "STATE", "COUNT", "AT");
        effects()
                .forEach(effect -> table.row(
                        effect.name(),
                        effect.service(),
                        effect.state(),
                        Json.text(effect.json(), "count"),
                        Json.text(effect.json(), "at")));
        return table;
    }

    private String line(String label, String member) {
        String value = Json.text(json, member);
        return value.isEmpty() ? "" : "%n  %-12s %s".formatted(label, value);
    }

    /** One thing that a reset does. */
    record Effect(JsonNode json) {

        String name() {
            return Json.text(json, "effect");
        }

        String service() {
            return Json.text(json, "service");
        }

        String state() {
            return Json.text(json, "state");
        }

        String described() {
            return name() + " (" + service() + ")";
        }

        boolean hasFailed() {
            return state().equals("failed");
        }
    }
}
