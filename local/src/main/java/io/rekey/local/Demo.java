package io.rekey.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Plays the lost-phone journey. */
@Command(name = "demo", description = "Play the lost-phone journey.", mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
