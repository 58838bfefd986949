package io.rekey.testbackends;

import io.rekey.localmongo.LocalMongo;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The MongoDB-wire server in this process. It does not wait for the disk: a test run does not outlive a power cut. */
final class EmbeddedMongo implements Backends.Database {

    private final LocalMongo server;

    private EmbeddedMongo(LocalMongo server) {
        this.server = server;
    }

    static EmbeddedMongo start() {
        ScratchFolder folder = ScratchFolder.make("mongo");
        try {
            LocalMongo server = LocalMongo.start(folder.path(), 0, false);
            folder.deleteAtExitAfter(server::close);
            return new EmbeddedMongo(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String uri(String database) {
        return server.connectionString() + "/" + database;
    }
}
