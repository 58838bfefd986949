package io.rekey.testbackends;

import io.rekey.localkafka.LocalKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A broker in this process that tests take away and bring back: the same port and the same data each time. */
public final class StoppableKafka {

    private final ScratchFolder folder = ScratchFolder.make("kafka");
    private int port;
    private @Nullable LocalKafka running;

    private StoppableKafka() {}

    static StoppableKafka started() {
        StoppableKafka kafka = new StoppableKafka();
        kafka.start();
        kafka.folder.deleteAtExitAfter(kafka::stop);
        return kafka;
    }

    /** Where it listens, also while it is stopped. */
    public synchronized String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Returns when nobody listens any more. Does nothing if it is stopped already. */
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** Loses everything that it ever had, topics too, and starts again: what a wiped disk does. */
    public synchronized void startEmpty() {
        stop();
        folder.empty();
        start();
    }

    /** Returns when it takes records again. Does nothing if it runs. */
    public synchronized void start() {
        if (running == null) {
            try {
                LocalKafka started = LocalKafka.start(folder.path(), port);
                port = started.port();
                running = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
