package io.rekey.localkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of the loopback address. Kafka would find out itself that one is taken, but half started and in many words. */
final class Ports {

    private static final int LOWEST = 20_000;
    private static final int BEYOND_HIGHEST = 32_768;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    static int requireFree(int port) throws IOException {
        if (!isFree(port)) {
            throw new IOException("Kafka cannot listen on port " + port + ": it is taken.");
        }
        return port;
    }

    /** Any free port but the given ones. */
    static int anyFree(int... taken) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
            if (isFree(port) && !contains(taken, port)) {
                return port;
            }
        }
        throw new IOException("There is no free port between " + LOWEST + " and " + BEYOND_HIGHEST + " for Kafka.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(BrokerSettings.HOST), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean contains(int[] ports, int port) {
        for (int each : ports) {
            if (each == port) {
                return true;
            }
        }
        return false;
    }
}
