package io.rekey.testbackends;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided what tests run against, by the system property {@code backends}:
 *
 * <ul>
 *   <li>{@code embedded} (the default): in this process. The same everywhere, with nothing to download.
 *   <li>{@code containers}: Kafka and MongoDB themselves, in containers; fails without Docker.
 *   <li>{@code auto}: containers where a Docker engine answers, otherwise in this process.
 * </ul>
 *
 * So the same suites run on the real products with {@code mvn verify -Dbackends=containers}.
 */
final class Choice {

    private static final int ANSWER_MILLIS = 500;
    private static final boolean CONTAINERS = choose(System.getProperty("backends", "embedded"));

    private Choice() {}

    static boolean containers() {
        return CONTAINERS;
    }

    static boolean choose(String backends) {
        return switch (backends) {
            case "embedded" -> false;
            case "containers" -> true;
            case "auto" -> dockerAnswers(System.getenv("DOCKER_HOST"));
            default -> throw new IllegalArgumentException("-Dbackends must be embedded, containers or auto");
        };
    }

    /** Only knocks: asking Testcontainers costs seconds and prints an error where there is no Docker. */
    static boolean dockerAnswers(@Nullable String dockerHost) {
        URI host = URI.create(dockerHost == null || dockerHost.isBlank() ? "unix:///var/run/docker.sock" : dockerHost);
        try {
            return "unix".equals(host.getScheme()) ? socketAnswers(Path.of(host.getPath())) : portAnswers(host);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean socketAnswers(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        }
    }

    private static boolean portAnswers(URI host) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), ANSWER_MILLIS);
            return true;
        }
    }
}
