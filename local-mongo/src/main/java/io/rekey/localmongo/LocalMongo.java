package io.rekey.localmongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stand-in for a MongoDB server: documents in memory, every acknowledged write in one journal file.
 * It listens on the loopback address only, because it asks nobody for a password.
 */
public final class LocalMongo implements AutoCloseable {
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    /** A connection's thread waits while its write goes to the file, so there are about as many as busy clients. */
    private static final int WORKERS = 64;

    private final MongoServer server;
    private final LocalBackend backend;
    private final int port;

    private LocalMongo(MongoServer server, LocalBackend backend) {
        this.server = server;
        this.backend = backend;
        this.port = server.getLocalAddress().getPort();
    }

    /**
     * Reads the journal in {@code folder}, which is made if absent, and listens. Data survives kill -9 in any case.
     *
     * @param port 0 for any free port
     * @param fsync whether an acknowledged write also survives a power cut (for about a quarter of the throughput)
     * @throws IOException one sentence for a person: the folder is in use, the port is taken, the file cannot be read
     */
    public static LocalMongo start(Path folder, int port, boolean fsync) throws IOException {
        Files.createDirectories(folder);
        LocalBackend backend = open(Journal.open(folder.resolve("journal"), fsync));
        backend.version(ServerVersion.MONGO_5_0);
        MongoServer server = new MongoServer(backend);
        listen(server, port);
        return new LocalMongo(server, backend);
    }

    private static LocalBackend open(Journal journal) throws IOException {
        try {
            return new LocalBackend(journal);
        } catch (MongoServerError e) {
            journal.close();
            throw new IOException("The data contradicts itself: " + e.getMessageWithoutErrorCode(), e);
        }
    }

    // The library throws the checked BindException without declaring it, and then leaves its threads running.
    private static void listen(MongoServer server, int port) throws IOException {
        try {
            server.bind(new InetSocketAddress(HOST, port), 1, WORKERS);
        } catch (Exception e) {
            server.shutdownNow();
            throw new IOException(
                    "Cannot listen on %s:%d: %s".formatted(HOST.getHostAddress(), port, e.getMessage()), e);
        }
    }

    /** Where it listens, also if any free port was asked for. */
    public int port() {
        return port;
    }

    /** Without a database name: append {@code "/identity"} or similar. */
    public String connectionString() {
        return "mongodb://" + HOST.getHostAddress() + ":" + port;
    }

    /** How many stored documents were looked at since the start: what a query without an index makes grow. */
    long documentsExamined() {
        return backend.documentsExamined();
    }

    /** Writes what is pending and lets go of port and file. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
