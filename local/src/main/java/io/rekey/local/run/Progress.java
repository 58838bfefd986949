package io.rekey.local.run;

import java.time.Duration;

/** Is told what has been started, as it happens; by several threads. */
@FunctionalInterface
public interface Progress {

    /** @param took from the moment its start began */
    void started(String part, Duration took);

    /** For those who do not want to know. */
    static Progress silent() {
        return (part, took) -> {};
    }
}
