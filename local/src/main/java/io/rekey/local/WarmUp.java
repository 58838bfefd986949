package io.rekey.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts a platform of its own and ends it, so that the JVM can keep what it learned for later starts (JEP 514). */
@Command(name = "warm-up", description = "Start once and end, for the JVM's cache.", hidden = true)
final class WarmUp implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        DemoPlatform.start(new StartProgress(System.out)).close();
        return 0;
    }
}
