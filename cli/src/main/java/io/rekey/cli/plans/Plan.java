package io.rekey.cli.plans;

import io.rekey.cli.output.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan as the server tells it.
 *
 * <pre>
 * DRAFT → RUNNING ⇄ PAUSED → DONE, STOPPED
 *   ↘ PENDING_APPROVAL → RUNNING
 *                      ↘ REFUSED, EXPIRED
 * </pre>
 */
record Plan(JsonNode json) {

    private static final Set<String> OVER = Set.of("DONE", "STOPPED", "REFUSED", "EXPIRED");

    String id() {
        return Json.text(json, "planId");
    }

    String state() {
        return Json.text(json, "state");
    }

    boolean isDone() {
        return state().equals("DONE");
    }

    boolean isOver() {
        return OVER.contains(state());
    }

    boolean awaitsApproval() {
        return state().equals("PENDING_APPROVAL");
    }

    long done() {
        return json.path("progress").path("done").asLong(0);
    }

    long total() {
        return json.path("progress").path("total").asLong(0);
    }

    String progressNote() {
        JsonNode progress = json.path("progress");
        return progress.path("accepted").asLong(0) + " accepted, "
                + progress.path("refused").asLong(0) + " refused"
                + (state().equals("RUNNING") || isDone() ? "" : ", " + state());
    }

    /** The plan and everybody in it, as one document. */
    JsonNode with(List<Target> targets) {
        ObjectNode document = Json.object();
        json.propertyStream().forEach(member -> document.set(member.getKey(), member.getValue()));
        ArrayNode all = document.putArray("targets");
        targets.forEach(target -> all.add(target.json()));
        return document;
    }

    /** On one line, how far it has come. */
    String summary() {
        return "Plan " + id() + ": " + state() + ", " + progressNote();
    }

    String described() {
        String approvals = Json.text(json, "approvalsNeeded");
        return "Plan " + id() + ": " + state()
                + "\n  " + counts()
                + "\n  Approvals needed: " + (approvals.isEmpty() ? "0" : approvals)
                + ", mails: " + Json.text(json, "mails");
    }

    private String counts() {
        JsonNode counts = json.path("counts");
        return counts.isObject()
                ? counts.propertyStream()
                        .map(count -> count.getKey() + " " + Json.plain(count.getValue()))
                        .collect(Collectors.joining(", "))
                : Json.plain(counts);
    }
}
