package io.rekey.cli.policy;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Nearest;
import io.rekey.cli.output.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Changes what was named and nothing else; refused if somebody else changed the policy meanwhile. */
@Command(
        name = "set",
        description = "Change settings of the organization's policy; it becomes a new version. Values are JSON or plain"
                + " text.")
final class SetPolicy implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<setting>=<value>", arity = "1..*", description = "see policy show for the names")
    private List<String> changes = List.of();

    SetPolicy(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        changes.forEach(SetPolicy::check);
        Policy before = Policy.present(session.connection());
        Map<String, JsonNode> present = before.settings().byName();
        Settings wanted = before.settings();
        changes.forEach(change -> wanted.set(name(change), change.substring(change.indexOf('=') + 1)));
        if (wanted.json().equals(before.settings().json())) {
            session.output().json(before.json());
            session.output().note("That is how it is already: nothing was changed.");
            return;
        }
        session.output().json(replace(before, wanted, present));
        session.output().print(difference(present, wanted.byName()));
    }

    private JsonNode replace(Policy before, Settings wanted, Map<String, JsonNode> present) {
        try {
            return before.replace(session.connection(), wanted);
        } catch (FailedException e) {
            throw e.is(ExitCode.USAGE) || e.is(ExitCode.REFUSED) ? e.saying(unknown(present)) : e;
        }
    }

    /** Which of the named settings the policy does not have so far, and which are near. */
    private String unknown(Map<String, JsonNode> present) {
        return changes.stream()
                .map(SetPolicy::name)
                .filter(name -> !present.containsKey(name))
                .map(name -> "\nThere is no setting " + name + " so far." + Nearest.question(name, present.keySet()))
                .collect(Collectors.joining());
    }

    private static Table difference(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Table table = Table.of("SETTING", "BEFORE", "NOW");
        after.forEach((name, now) -> {
            JsonNode was = before.getOrDefault(name, NullNode.getInstance());
            if (!was.equals(now)) {
                table.row(name, Json.plain(was), Json.plain(now));
            }
        });
        return table;
    }

    private static void check(String change) {
        if (change.indexOf('=') < 1) {
            throw FailedException.usage("'" + change + "' must be like linkLifetime=1h: a setting, =, its value.");
        }
    }

    private static String name(String change) {
        return change.substring(0, change.indexOf('='));
    }
}
