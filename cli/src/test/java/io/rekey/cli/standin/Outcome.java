package io.rekey.cli.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.Json;
import tools.jackson.databind.JsonNode;

/** What a command left behind. */
public record Outcome(int exitCode, String out, String err) {

    /** Fails with everything that was said, if it ended in another way. */
    public Outcome expect(ExitCode wanted) {
        assertThat(exitCode).as("exit code; out: %s; err: %s", out, err).isEqualTo(wanted.number());
        return this;
    }

    /** The one document on standard output, where nothing else may be. */
    public JsonNode json() {
        assertThat(out.strip().lines()).as("one line: %s", out).hasSize(1);
        return Json.read(out).orElseThrow(() -> new AssertionError("not JSON: " + out));
    }
}
