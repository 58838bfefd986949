package io.rekey.cli.output;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results on standard output, everything else on standard error. With {@code --json} standard output has JSON and nothing
 * else; a command hands over both forms of its result, and this decides which one is shown.
 */
public final class Output {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean quiet;
    private final Progress progress;
    private boolean answered;

    /**
     * @param terminal whether somebody watches standard error
     * @param quiet whether only results and failures are wanted
     */
    public Output(PrintStream out, PrintStream err, boolean terminal, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
        this.progress = new Progress(err, terminal, quiet);
    }

    /** The result for scripts, one document on one line; several in a row are NDJSON. */
    public void json(JsonNode document) {
        if (json) {
            answered = true;
            out.println(Json.write(document));
        }
    }

    /** The result for people. */
    public void print(String text) {
        if (!json) {
            out.println(PlainText.lines(text));
        }
    }

    /** The result for people; nothing at all for an empty table. */
    public void print(Table table) {
        if (!json && !table.isEmpty()) {
            table.lines().forEach(out::println);
        }
    }

    /** Text that is a result in itself, whatever was asked for: a help text, a script. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** What is good to know and is no result. */
    public void note(String sentence) {
        if (!quiet) {
            progress.end();
            err.println(PlainText.lines(sentence));
        }
    }

    public Progress progress() {
        return progress;
    }

    /** Progress that nobody hears of, for work that is a small part of something. */
    public Progress silence() {
        return new Progress(err, false, true);
    }

    /** Says why it failed; with {@code --json} also as a document, if there is none yet. */
    public void failed(FailedException failure) {
        progress.end();
        err.println(PlainText.lines("rekey: " + failure.sentences()));
        if (!answered) {
            ObjectNode error = Json.object().put("exitCode", failure.exitCode().number());
            if (failure.type() != null) {
                error.put("type", failure.type());
            }
            error.put("detail", failure.sentences());
            json(Json.object().set("error", error));
        }
    }
}
