package io.rekey.local;

import io.rekey.local.run.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One line per part, as it comes up. */
final class StartProgress implements Progress {

    private final PrintStream out;

    StartProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void started(String part, Duration took) {
        out.printf("  ✓ %-22s %5.1f s%n", part, seconds(took));
    }

    /** How long it took since the JVM began, and what it holds in memory now. */
    Ready ready() {
        return new Ready(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), residentMegabytes());
    }

    /** What the system counts as resident: heap, code, threads and buffers. 0 where it does not say (only Linux does here). */
    static long residentMegabytes() {
        Path status = Path.of("/proc/self/status");
        try {
            return !Files.isReadable(status)
                    ? 0
                    : Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                            .findFirst()
                            .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    record Ready(Duration sinceStart, long residentMegabytes) {}
}
