package io.rekey.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rekey.cli.connection.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * Runs one command against a stand-in that answers everything alike, so that the JVM can keep what it learned for later
 * starts (JEP 514). Nothing of it remains.
 */
final class WarmUp {

    private static final byte[] ANSWER = """
            {"access_token": "-", "expires_in": 60, "providers": [{"name": "-", "offered": true}]}""".getBytes(StandardCharsets.UTF_8);

    private WarmUp() {}

    /** Ends with the exit code of the command. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", WarmUp::answer);
        server.start();
        Path key = Files.createTempFile("rekey-warm-up-", ".pem"); // for its owner only
        int exitCode;
        try {
            Files.writeString(key, newKey());
            String url = "http://localhost:" + server.getAddress().getPort();
            exitCode = Rekey.run(unheard(), "tfa:providers", "--url", url, "--key", key.toString());
        } finally {
            Files.delete(key);
        }
        System.exit(exitCode);
    }

    private static Surroundings unheard() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                nowhere, nowhere, InputStream.nullInputStream(), Map.of(), false, Path.of(""), Clock.systemUTC());
    }

    private static String newKey() throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String label = "PRIVATE KEY-----\n";
        return "-----BEGIN " + label + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + label;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }
}
