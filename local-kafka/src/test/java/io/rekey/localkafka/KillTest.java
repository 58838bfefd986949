package io.rekey.localkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with a broker in it, as hard as the system can, while records go in. */
class KillTest {

    private static final int ENOUGH = 2_000;

    @TempDir
    Path folder;

    @Test
    void keepsEveryAcknowledgedRecordOverAKill() throws Exception {
        int acknowledged = killAfter(ENOUGH);
        long begin = System.nanoTime();
        try (LocalKafka kafka = LocalKafka.start(folder, 0)) {
            Duration back = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("acknowledged %d, back after %d ms%n", acknowledged, back.toMillis());
            List<Integer> kept = Records.readAll(kafka.bootstrapServers(), acknowledged);
            assertThat(kept).startsWith(IntStream.range(0, acknowledged).boxed().toArray(Integer[]::new));
            assertThat(back).isLessThan(Duration.ofSeconds(15));
        }
    }

    /** How many records the child had acknowledged when it died. */
    private int killAfter(int number) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = 0;
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = line.startsWith("ack ") ? Integer.parseInt(line.substring(4)) + 1 : acknowledged;
                if (acknowledged == number) {
                    child.toHandle().destroyForcibly(); // unlike the process, the handle leaves its output to be read
                }
            }
        }
        child.waitFor();
        assertThat(acknowledged).isGreaterThanOrEqualTo(number);
        return acknowledged;
    }

    /** The child: says of each number that the broker has it, until it is killed. */
    public static void main(String[] args) throws Exception {
        LocalKafka kafka = LocalKafka.start(Path.of(args[0]), 0);
        Records.createTopic(kafka.bootstrapServers());
        try (var producer = Records.producer(kafka.bootstrapServers())) {
            for (int number = 0; ; number++) {
                Records.send(producer, number);
                System.out.println("ack " + number);
            }
        }
    }
}
