package io.rekey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.standin.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script does in bash what somebody who presses Tab expects. */
class CompletionTest {

    @TempDir
    private Path folder;

    @Test
    void completesCommandsAlsoThoseWithAColon() throws Exception {
        assertThat(completed("rekey tfa:r")).contains("tfa:reset").doesNotContain("users");
        assertThat(completed("rekey resets wa")).contains("watch");
        assertThat(completed("rekey u")).contains("up", "users");
    }

    @Test
    void completesOptions() throws Exception {
        assertThat(completed("rekey tfa:reset --rea")).contains("--reason");
        assertThat(completed("rekey users find --js")).contains("--json");
    }

    @Test
    void endsNoWordAtAColon() throws Exception {
        assertThat(bash("echo \"[$COMP_WORDBREAKS]\"")).doesNotContain(":");
    }

    private String completed(String typed) throws Exception {
        return bash("COMP_WORDS=(" + typed + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='" + typed
                + "'; _complete_rekey; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    private String bash(String commands) throws IOException, InterruptedException {
        String script = new CommandLineRun(folder)
                .run("completion")
                .expect(ExitCode.DONE)
                .out();
        Path file = Files.writeString(folder.resolve("completion"), script);
        Process bash = new ProcessBuilder("bash", "-c", "COMP_WORDBREAKS=' :='; source " + file + "; " + commands)
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(out).isZero();
        return out;
    }
}
