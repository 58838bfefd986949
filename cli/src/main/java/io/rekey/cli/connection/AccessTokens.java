package io.rekey.cli.connection;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Trades assertions for access tokens (RFC 6749, section 4.4). A token lives in memory, and no longer than the command. */
final class AccessTokens {

    private static final String ENDPOINT = "/oauth2/token";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Wire wire;
    private final Caller caller;
    private final Clock clock;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    AccessTokens(Wire wire, Caller caller, Clock clock) {
        this.wire = wire;
        this.caller = caller;
        this.clock = clock;
    }

    /** One that is good for a while yet. */
    String present() {
        String current = token;
        return current == null || !clock.instant().isBefore(renewAt) ? renewed() : current;
    }

    /** A new one, also if the present one looks good: the server may have ended it. */
    String renewed() {
        HttpResponse<String> response = wire.send(this::request);
        JsonNode answer = Json.read(response.body()).orElseGet(Json::object);
        String fresh = Json.text(answer, "access_token");
        if (response.statusCode() != 200 || fresh.isEmpty()) {
            throw refused(response, answer);
        }
        token = fresh;
        renewAt = clock.instant()
                .plusSeconds(answer.path("expires_in").asLong(60))
                .minus(MARGIN);
        return fresh;
    }

    /** Each with an assertion of its own: the server takes none twice. */
    private HttpRequest request() {
        String audience = wire.at(ENDPOINT).toString();
        return HttpRequest.newBuilder(wire.at(ENDPOINT))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "grant_type", "client_credentials",
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", caller.assertion(audience, clock.instant())))))
                .build();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private FailedException refused(HttpResponse<String> response, JsonNode answer) {
        String error = Json.text(answer, "error");
        if (error.isEmpty()) {
            return response.statusCode() == 200 || response.statusCode() == 404
                    ? FailedException.of(ExitCode.UNEXPECTED, Refusal.notRekey(wire))
                    : Refusal.of(response);
        }
        String description = Json.text(answer, "error_description");
        return FailedException.of(
                ExitCode.NOT_ALLOWED,
                "this key is not accepted for the client " + caller.clientId() + " (" + error
                        + (description.isEmpty() ? "" : ": " + description)
                        + "): check --client and --key, and that --url is the address under which Rekey knows itself.",
                error);
    }
}
