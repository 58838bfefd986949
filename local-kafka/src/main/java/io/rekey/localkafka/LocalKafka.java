package io.rekey.localkafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker and its controller, the real ones, in this process. They listen on the loopback address only, because
 * they ask nobody for a password. What was acknowledged survives the death of the process; a power cut may cost the last
 * seconds, for one broker alone has no replica and Kafka does not wait for the disk.
 */
public final class LocalKafka implements AutoCloseable {

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;
    private boolean closed;

    private LocalKafka(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Starts the broker on the data in {@code folder}, which is made if absent, and returns when it takes records (about
     * three seconds).
     *
     * @param port 0 for any free port (below 32768: above are those that the system gives to outgoing connections)
     * @throws IOException one sentence for a person: the port is taken, the folder is in use or cannot be read
     */
    public static LocalKafka start(Path folder, int port) throws IOException {
        int listening = port == 0 ? Ports.anyFree() : Ports.requireFree(port);
        FolderLock lock = FolderLock.take(Files.createDirectories(folder));
        try {
            BrokerSettings.format(folder);
            KafkaConfig config = new KafkaConfig(BrokerSettings.of(folder, listening, Ports.anyFree(listening)), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            startOrShutDown(server);
            return new LocalKafka(server, lock, listening);
        } catch (RuntimeException e) {
            lock.close();
            throw new IOException("Kafka does not start on " + folder + ": " + e.getMessage(), e);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Where clients connect, for example {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** The port it listens on, also if any free one was asked for. */
    public int port() {
        return port;
    }

    /** Hands over to nobody, writes what is pending and lets go of port and folder. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    private static void startOrShutDown(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }
}
