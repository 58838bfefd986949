package io.rekey.local.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where everything listens.
 *
 * @param identity the public port: what people and portals use
 * @param internal identity-service for the other services
 */
public record PlatformPorts(
        int identity, int internal, int mfa, int device, int notification, int kafka, int mongo, int smtp, int inbox) {

    private static final int COUNT = 9;
    private static final int LOWEST = 20_000;
    /** From here on the system gives ports to outgoing connections. */
    private static final int BEYOND_HIGHEST = 32_768;

    private static final int ATTEMPTS = 200;

    /** The documented ports, all moved by as much as the public one is moved from 8080. */
    public static PlatformPorts of(int identity) {
        int by = identity - 8080;
        return new PlatformPorts(
                8080 + by, 8081 + by, 8082 + by, 8083 + by, 8084 + by, 9092 + by, 27017 + by, 2525 + by, 8025 + by);
    }

    /** Nine free ports in a row, for a platform that nobody has to find. */
    public static PlatformPorts free() throws PlatformException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST - COUNT);
            PlatformPorts ports = new PlatformPorts(
                    first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7, first + 8);
            if (ports.all().stream().allMatch(each -> isFree(each.port()))) {
                return ports;
            }
        }
        throw new PlatformException("There are no " + COUNT + " free ports in a row between " + LOWEST + " and "
                + BEYOND_HIGHEST + ": end something that listens there.");
    }

    /** @throws PlatformException naming the first port that somebody has and the option that changes it */
    public void requireFree() throws PlatformException {
        for (Named each : all()) {
            if (each.port() < 1 || each.port() > 65_535) {
                throw new PlatformException("Port " + each.port() + " for " + each.what()
                        + " does not exist: choose another with " + each.option() + " or --port.");
            }
            if (!isFree(each.port())) {
                throw new PlatformException("Port " + each.port() + " for " + each.what()
                        + " is in use: end what listens there, or choose another with " + each.option()
                        + (each.option().equals("--port") ? "." : ", or move all with --port."));
            }
        }
    }

    private List<Named> all() {
        return List.of(
                new Named("Rekey itself", "--port", identity),
                new Named("identity-service's internal side", "--internal-port", internal),
                new Named("mfa-service", "--mfa-port", mfa),
                new Named("device-service", "--device-port", device),
                new Named("notification-service", "--notification-port", notification),
                new Named("the Kafka broker", "--kafka-port", kafka),
                new Named("the database", "--mongo-port", mongo),
                new Named("the SMTP inbox", "--smtp-port", smtp),
                new Named("the inbox page", "--inbox-port", inbox));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private record Named(String what, String option, int port) {}
}
