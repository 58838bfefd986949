package io.rekey.local.demo;

import io.rekey.journey.UnexpectedException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Writes down each step with its time, as it happens. */
final class Transcript {

    private static final int WIDTH = 62;

    private final PrintStream out;
    private int steps;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        out.printf("%n%s%n", title);
    }

    /** Says something that is no step. */
    void note(String text) {
        out.println("     " + text);
    }

    /**
     * Does a step and says what came of it.
     *
     * @param step returns what is worth reading about the outcome, in a few words
     * @throws StepFailedException if it did not hold
     */
    void step(String what, Step step) throws StepFailedException, InterruptedException {
        steps++;
        long began = System.nanoTime();
        try {
            String outcome = step.outcome();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            out.printf("  ✓ %-" + WIDTH + "s %-26s %6d ms%n", what, outcome, took.toMillis());
        } catch (UnexpectedException | UncheckedIOException e) {
            out.printf("  ✗ %-" + WIDTH + "s %s%n", what, e.getMessage());
            throw new StepFailedException(what + ": " + e.getMessage());
        }
    }

    int steps() {
        return steps;
    }

    /** What a step does. */
    @FunctionalInterface
    interface Step {

        String outcome() throws InterruptedException;
    }
}
