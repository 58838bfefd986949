package io.rekey.cli.connection;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls of the public API by one caller, in one organization. A call that changes something carries an
 * {@code Idempotency-Key}, the same at each repetition: what arrived twice is done once.
 *
 * <p>Every call throws {@link FailedException} if it is refused or not answered, and gives an empty object where the answer
 * has no body.
 */
public final class Connection {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONG_WORK = Duration.ofMinutes(30);

    private final Wire wire;
    private final AccessTokens tokens;
    private final @Nullable String organization;
    private final boolean operator;

    Connection(Wire wire, AccessTokens tokens, @Nullable String organization, boolean operator) {
        this.wire = wire;
        this.tokens = tokens;
        this.organization = organization;
        this.operator = operator;
    }

    /** The same caller, in another organization; only an operator can act there. */
    public Connection in(String organizationId) {
        return new Connection(wire, tokens, organizationId, operator);
    }

    /** Whether this is the operator, without a word about where to act. */
    public boolean isOperatorAtLarge() {
        return operator && organization == null;
    }

    /** Where it was said to act; otherwise it is the caller's own organization. */
    public Optional<String> organization() {
        return Optional.ofNullable(organization);
    }

    public JsonNode get(Address address) {
        return exchange(new Call("GET", address, null, "", null, TIMEOUT));
    }

    public JsonNode post(Address address, JsonNode body) {
        return exchange(Call.unsafe("POST", address, body));
    }

    public JsonNode post(Address address) {
        return exchange(Call.unsafe("POST", address, null));
    }

    /** Sends a file of comma-separated values; the server may work on it for long. */
    public JsonNode postCsv(Address address, byte[] csv) {
        return exchange(new Call("POST", address, csv, "text/csv", UUID.randomUUID(), LONG_WORK));
    }

    public JsonNode put(Address address, JsonNode body) {
        return exchange(Call.unsafe("PUT", address, body));
    }

    public JsonNode delete(Address address) {
        return exchange(Call.unsafe("DELETE", address, null));
    }

    private JsonNode exchange(Call call) {
        String token = tokens.present();
        HttpResponse<String> response = wire.send(() -> request(call, token));
        if (response.statusCode() == 401) {
            String fresh = tokens.renewed();
            response = wire.send(() -> request(call, fresh));
        }
        return read(response, call.address());
    }

    private HttpRequest request(Call call, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        wire.at(call.address().text()))
                .timeout(call.timeout())
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .method(
                        call.method(),
                        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        if (call.body() != null) {
            request.header("Content-Type", call.contentType());
        }
        if (call.key() != null) {
            request.header("Idempotency-Key", call.key().toString());
        }
        if (organization != null) {
            request.header("Rekey-Organization", organization);
        }
        return request.build();
    }

    private JsonNode read(HttpResponse<String> response, Address address) {
        int status = response.statusCode();
        if (status >= 400) {
            FailedException refusal = Refusal.of(response);
            boolean elsewhere = isOperatorAtLarge() && !address.text().startsWith("/api/v1/platform/");
            throw elsewhere && (status == 400 || status == 403 || status == 404)
                    ? refusal.saying("\nAn operator acts in one organization: name it with --organization.")
                    : refusal;
        }
        if (status >= 300) {
            throw FailedException.of(ExitCode.UNEXPECTED, Refusal.notRekey(wire));
        }
        return response.body().isBlank()
                ? Json.object()
                : Json.read(response.body())
                        .orElseThrow(() -> FailedException.of(ExitCode.UNEXPECTED, Refusal.notRekey(wire)));
    }

    /** @param key what makes a repetition harmless; null where nothing is changed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Call(
            String method,
            Address address,
            byte @Nullable [] body,
            String contentType,
            @Nullable UUID key,
            Duration timeout) {

        static Call unsafe(String method, Address address, @Nullable JsonNode body) {
            byte[] bytes = body == null ? null : Json.write(body).getBytes(StandardCharsets.UTF_8);
            return new Call(method, address, bytes, "application/json", UUID.randomUUID(), TIMEOUT);
        }
    }
}
