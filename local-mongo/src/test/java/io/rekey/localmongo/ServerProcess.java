package io.rekey.localmongo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own, to be killed: prints where it listens, then serves. */
final class ServerProcess {
    private ServerProcess() {}

    public static void main(String[] args) throws IOException {
        LocalMongo server = LocalMongo.start(Path.of(args[0]), 0, false);
        System.out.println(server.connectionString());
        while (server.port() > 0) {
            LockSupport.park();
        }
    }
}
