package io.rekey.cli.resets;

import io.rekey.cli.connection.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** How far has it come? */
@Command(name = "show", description = "Show a reset: who, why, and how far each effect has come.")
final class ShowReset implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "<resetId>", description = "as tfa:reset and resets list tell it")
    private String resetId = "";

    ShowReset(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Reset reset = new Resets(session.connection()).find(resetId);
        session.output().json(reset.json());
        session.output().print(reset.described());
        session.output().print(reset.effectTable());
    }
}
