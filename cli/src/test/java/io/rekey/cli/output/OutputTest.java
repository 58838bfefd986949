package io.rekey.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void showsPeopleTextAndScriptsJson() {
        say(output(false, false, false));
        assertThat(out()).isEqualTo("text\nNAME\nmarta\n");
        out.reset();
        say(output(false, true, false));
        assertThat(out()).isEqualTo("{\"a\":1}\n");
    }

    @Test
    void putsNotesBesideTheResult() {
        output(false, true, false).note("by the way");
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("by the way\n");
    }

    @Test
    void saysNothingByTheWayWhenItShouldBeQuiet() {
        Output quiet = output(true, false, true);
        quiet.note("by the way");
        quiet.progress().advance(1, 2, "");
        quiet.progress().step("mail", "done");
        quiet.print("text");
        assertThat(err()).isEmpty();
        assertThat(out()).isEqualTo("text\n");
    }

    @Test
    void failsWithADocumentForScripts() {
        output(false, true, false).failed(FailedException.of(ExitCode.REFUSED, "no.", "urn:rekey:x"));
        assertThat(out()).isEqualTo("{\"error\":{\"exitCode\":4,\"type\":\"urn:rekey:x\",\"detail\":\"no.\"}}\n");
        assertThat(err()).isEqualTo("rekey: no.\n");
    }

    @Test
    void givesNoSecondDocumentWhenItFailsAfterTheFirst() {
        Output output = output(false, true, false);
        output.json(Json.object().put("a", 1));
        output.failed(FailedException.usage("no."));
        assertThat(out()).isEqualTo("{\"a\":1}\n");
    }

    @Test
    void drawsABarThatMovesOnATerminal() {
        Progress progress = output(true, false, false).progress();
        progress.advance(500, 1_000, "3 refused");
        progress.advance(1_000, 1_000, "");
        progress.end();
        assertThat(err())
                .isEqualTo("\r[###############---------------] 500 of 1,000, 3 refused\u001b[K"
                        + "\r[##############################] 1,000 of 1,000\u001b[K\n");
    }

    @Test
    void writesALineForEachTenthIntoALog() {
        Progress progress = output(false, false, false).progress();
        for (int done = 0; done <= 100; done++) {
            progress.advance(done, 100, "");
        }
        assertThat(err().lines()).hasSize(11).startsWith("0 of 100").endsWith("100 of 100");
        assertThat(err()).doesNotContain("\r", "\u001b");
    }

    @Test
    void marksStepsOnATerminalAndNamesThemInALog() {
        output(true, false, false).progress().step("mail", "failed");
        output(false, false, false).progress().step("mail", "failed");
        assertThat(err()).isEqualTo("✗ mail\nmail: failed\n");
    }

    private static void say(Output output) {
        output.json(Json.object().put("a", 1));
        output.print("text");
        output.print(Table.of("NAME").row("marta"));
        output.print(Table.of("NOBODY"));
    }

    private Output output(boolean terminal, boolean json, boolean quiet) {
        return new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                json,
                quiet);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
