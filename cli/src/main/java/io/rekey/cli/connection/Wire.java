package io.rekey.cli.connection;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends requests, and sends them again where the network failed. It follows no redirect: a token goes to one place only. */
final class Wire {

    private static final int REPEATS = 3;
    private static final long PAUSE_MILLIS = 200;

    private final String server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param server its URL, without a slash at the end */
    Wire(String server) {
        this.server = server;
    }

    URI at(String path) {
        return URI.create(server + path);
    }

    /**
     * The answer, whatever its status.
     *
     * @param request asked for anew at each of at most four attempts; it must be safe to repeat
     * @throws FailedException if none of them was answered
     */
    HttpResponse<String> send(Supplier<HttpRequest> request) {
        try {
            for (int repeats = 0; ; repeats++) {
                try {
                    return http.send(request.get(), BodyHandlers.ofString());
                } catch (IOException e) {
                    if (repeats == REPEATS) {
                        throw unreachable(e);
                    }
                    Thread.sleep(PAUSE_MILLIS << repeats);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedException.of(ExitCode.UNEXPECTED, "interrupted.");
        }
    }

    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no such host";
            }
        }
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof ConnectException
                ? "nothing listens there"
                : e.getClass().getSimpleName();
    }

    private FailedException unreachable(IOException e) {
        String arrived = e instanceof ConnectException
                ? ""
                : " Whether an order arrived is not known: look before you give it again.";
        return FailedException.of(
                ExitCode.UNREACHABLE,
                server + " cannot be reached (" + reason(e) + "): is Rekey running, and is --url (REKEY_URL) right?"
                        + arrived);
    }
}
