package io.rekey.cli.plans;

import io.rekey.cli.standin.Acme;
import io.rekey.cli.standin.RekeyStandIn;
import io.rekey.cli.standin.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One plan with two users who are reset and one who cannot be; it comes as far as a test wants. */
final class StandInPlan {

    private final RekeyStandIn server;
    private boolean executed;

    private StandInPlan(RekeyStandIn server) {
        this.server = server;
    }

    static StandInPlan in(RekeyStandIn server) {
        StandInPlan plan = new StandInPlan(server);
        server.on("POST", "/api/v1/reset-plans", call -> Reply.json(201, state("DRAFT", 0)));
        server.on("GET", "/api/v1/reset-plans/p-1/targets", call -> plan.targets(call.parameter("after")));
        server.on("POST", "/api/v1/reset-plans/p-1/execution", call -> {
            plan.executed = true;
            return Reply.json(202, "");
        });
        plan.goes(state("RUNNING", 0), state("RUNNING", 2), state("DONE", 3));
        plan.resetsAre("COMPLETED", "done");
        return plan;
    }

    /** It is in each of these states in turn; the last one stays. */
    StandInPlan goes(String... states) {
        Deque<String> coming = new ArrayDeque<>(List.of(states));
        server.on(
                "GET",
                "/api/v1/reset-plans/p-1",
                call -> Reply.ok(coming.size() > 1 ? coming.removeFirst() : coming.getFirst()));
        return this;
    }

    StandInPlan resetsAre(String state, String mail) {
        server.on(
                "GET",
                "/api/v1/resets/r-[12]",
                call -> Reply.ok(Acme.reset(
                        call.path().substring(call.path().lastIndexOf('/') + 1), state, "done", "done", mail)));
        return this;
    }

    static String state(String state, int done) {
        return """
                {"planId": "p-1", "state": "%s", "counts": {"WOULD_RESET": 2, "NOT_SET_UP": 1}, "approvalsNeeded": 1, \
                "mails": 2, "progress": {"done": %d, "total": 3, "accepted": %d, "refused": %d}}""".formatted(state, done, Math.min(2, done), Math.max(0, done - 2));
    }

    private Reply targets(String after) {
        String hit = executed ? "\"ACCEPTED\", \"resetId\": \"r-%s\"" : "\"WOULD_RESET\", \"was\": \"%s\"";
        return Reply.ok(after.isEmpty() ? """
                        {"targets": [{"userId": "u-marta", "username": "marta", "outcome": %s}, \
                        {"userId": "u-martin", "username": "martin", "outcome": %s}], "next": "2"}""".formatted(hit.formatted("1"), hit.formatted("2")) : """
                        {"targets": [{"userId": "u-sam", "username": "sam", "outcome": "NOT_SET_UP", \
                        "detail": "Send the invitation again instead."}], "next": null}""");
    }
}
