package io.rekey.cli.plans;

import io.rekey.cli.output.Output;

/** While somebody watches a plan: says at Ctrl-C that it goes on, and how to watch and how to stop it. */
final class LeftRunning implements AutoCloseable {

    private final Thread hook;

    private LeftRunning(Thread hook) {
        this.hook = hook;
    }

    static LeftRunning tell(Output output, String planId) {
        Thread hook = new Thread(
                () -> output.note("The plan goes on. Watch it: ./rekey resets watch " + planId
                        + "\n             Stop it:  ./rekey resets stop " + planId),
                "left-running");
        Runtime.getRuntime().addShutdownHook(hook);
        return new LeftRunning(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already: the hook has spoken
        }
    }
}
