package io.rekey.cli.policy;

import io.rekey.cli.connection.Session;
import io.rekey.cli.output.Json;
import io.rekey.cli.output.Table;
import picocli.CommandLine.Command;

/** What does the organization demand? */
@Command(name = "show", description = "Show the organization's policy and its version.")
final class ShowPolicy implements Runnable {

    private final Session session;

    ShowPolicy(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Policy policy = Policy.present(session.connection());
        session.output().json(policy.json());
        session.output().print("Version " + policy.version());
        Table table = Table.of("SETTING", "VALUE");
        policy.settings().byName().forEach((name, value) -> table.row(name, Json.plain(value)));
        session.output().print(table);
    }
}
