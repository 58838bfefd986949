package io.rekey.local;

import io.rekey.local.demo.LostPhone;
import io.rekey.local.demo.StepFailedException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Plays the lost-phone journey on the platform that runs here, or on one of its own that it leaves nothing of. */
@Command(
        name = "demo",
        description = "Play the lost-phone journey and check every step. Needs nothing running.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

    private static final int FAILED = 1;

    @Mixin
    private PlatformOptions options = new PlatformOptions();

    @Override
    public Integer call() throws Exception {
        Platform.requireJava();
        PrintStream out = System.out;
        long began = System.nanoTime();
        out.println("Rekey: the lost-phone journey, over HTTP, SMTP and Kafka");
        try (DemoPlatform platform = DemoPlatform.find(options, new StartProgress(out))) {
            return played(platform, out, began);
        }
    }

    private static int played(DemoPlatform platform, PrintStream out, long began) throws InterruptedException {
        try {
            int steps = LostPhone.play(platform.installation(), platform.administrator(), out);
            out.printf("%nAll %d steps held, %s, in %.1f s.%n", steps, platform.described(), secondsSince(began));
            return 0;
        } catch (StepFailedException e) {
            System.err.println("rekey: the demonstration failed at: " + e.getMessage());
            platform.keepLog().ifPresent(log -> System.err.println("rekey: what happened is in " + log));
            return FAILED;
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
