package io.rekey.cli.connection;

import io.rekey.cli.output.ExitCode;
import io.rekey.cli.output.FailedException;
import io.rekey.cli.output.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads what the server refused: an RFC 9457 problem, or at least a status. */
final class Refusal {

    private static final String FORBIDDEN = "urn:rekey:forbidden";
    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail", "instance");
    private static final int MOST = 20;

    private Refusal() {}

    static FailedException of(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode problem = Json.read(response.body()).orElseGet(Json::object);
        String type = Json.text(problem, "type");
        return FailedException.of(exitCode(status, type), sentences(response, problem), type);
    }

    static String notRekey(Wire wire) {
        return "what answers at " + wire.at("") + " is not a Rekey: check --url (REKEY_URL).";
    }

    /** 403 is two things: the caller lacks a permission, or may do this in general and not to this target. */
    private static ExitCode exitCode(int status, String type) {
        return switch (status) {
            case 400, 405, 413, 415 -> ExitCode.USAGE;
            case 401 -> ExitCode.NOT_ALLOWED;
            case 403 -> type.equals(FORBIDDEN) ? ExitCode.NOT_ALLOWED : ExitCode.REFUSED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 410, 412, 422, 428, 429 -> ExitCode.REFUSED;
            case 502, 503, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.UNEXPECTED;
        };
    }

    private static String sentences(HttpResponse<String> response, JsonNode problem) {
        String detail = Json.text(problem, "detail");
        String said = detail.isEmpty() ? "Rekey answered with status " + response.statusCode() + "." : detail;
        String later = response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> " Try again in " + seconds + " s.")
                .orElse("");
        return said + later + members(problem);
    }

    /** What the problem has beyond the standard, a line each: differences, verdicts. */
    private static String members(JsonNode problem) {
        return problem.isObject()
                ? problem.propertyStream()
                        .filter(member -> !STANDARD.contains(member.getKey()))
                        .map(member -> "\n  " + member.getKey() + ": " + value(member.getValue()))
                        .collect(Collectors.joining())
                : "";
    }

    private static String value(JsonNode value) {
        List<JsonNode> rows = Json.rows(value);
        if (rows.isEmpty() || rows.getFirst().isValueNode()) {
            return Json.plain(value);
        }
        return rows.stream().limit(MOST).map(row -> "\n    " + row(row)).collect(Collectors.joining())
                + (rows.size() > MOST ? "\n    … and " + (rows.size() - MOST) + " more" : "");
    }

    private static String row(JsonNode row) {
        return row.isObject()
                ? row.propertyStream()
                        .filter(member -> !member.getValue().isNull())
                        .map(member -> member.getKey() + " " + Json.plain(member.getValue()))
                        .collect(Collectors.joining(", "))
                : Json.plain(row);
    }
}
