package io.rekey.cli.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;

/** A server with an organization, a client that is registered there, and a folder for files: what most tests begin with. */
public final class World implements AutoCloseable {

    private final RekeyStandIn server = RekeyStandIn.start();
    private final Acme acme = Acme.in(server);
    private final Path folder;
    private final Path key;
    private final Path operatorsKey;

    public World(Path folder) {
        this.folder = folder;
        KeyPair helpdesk = Keys.ed25519();
        KeyPair operator = Keys.ec("secp256r1");
        server.register("helpdesk", helpdesk.getPublic()).register("operator", operator.getPublic());
        this.key = Keys.file(folder.resolve("helpdesk.pem"), helpdesk);
        this.operatorsKey = Keys.file(folder.resolve("operator.pem"), operator);
    }

    public RekeyStandIn server() {
        return server;
    }

    public Acme acme() {
        return acme;
    }

    public Path key() {
        return key;
    }

    /** A client of Acme, by its environment. */
    public CommandLineRun helpdesk() {
        return new CommandLineRun(folder)
                .with("REKEY_URL", server.url())
                .with("REKEY_CLIENT", "helpdesk")
                .with("REKEY_KEY_FILE", key.toString());
    }

    /** The operator, who acts in whatever organization is named. */
    public CommandLineRun operator() {
        return new CommandLineRun(folder)
                .with("REKEY_URL", server.url())
                .with("REKEY_KEY_FILE", operatorsKey.toString());
    }

    /** A file with that in it. */
    public String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
