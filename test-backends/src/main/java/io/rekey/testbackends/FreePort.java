package io.rekey.testbackends;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for something that a test starts later. Below those that the system gives to outgoing connections: between the
 * asking and the listening nobody is given it by chance.
 */
public final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int BEYOND_HIGHEST = 32_768;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    public static int any() {
        return ThreadLocalRandom.current()
                .ints(ATTEMPTS, LOWEST, BEYOND_HIGHEST)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no free port between " + LOWEST + " and " + BEYOND_HIGHEST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
