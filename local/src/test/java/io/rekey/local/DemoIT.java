package io.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rekey demo} where nothing runs. */
class DemoIT {

    @Test
    void startsAPlatformPlaysEveryStepAndLeavesNothingBehind(@TempDir Path nothing) throws Exception {
        Process demo =
                PlatformProcess.run("demo", "--data", nothing.resolve("data").toString());

        String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(demo.waitFor()).as(said).isZero();
        assertThat(said).contains("All 23 steps held, on a platform of its own");
        assertThat(demo.toHandle().descendants()).isEmpty();
        assertThat(Files.exists(nothing.resolve("data"))).as("a data folder").isFalse();
    }
}
