package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a call can be refused: what follows from its kind, and what its words add. */
@SuppressWarnings("rawtypes") // as the library's own signatures are
final class Refusals {

    private static final String PROBLEM = "Problem";
    private static final String TOKEN_ERROR = "TokenError";

    /** What every call may answer, and no call in particular. */
    private static final List<String> ANYTHING = List.of("method-not-allowed", "not-acceptable", "defect");

    /** What many calls have in common. */
    private static final List<String> COMMON = List.of(
            "bad-request",
            "invalid",
            "unreadable",
            "unknown-field",
            "missing-header",
            "missing-parameter",
            "wrong-parameter",
            "idempotency-key-malformed",
            "not-signed-in",
            "invalid-token",
            "step-up-required",
            "forbidden",
            "frozen",
            "people-only",
            "not-found",
            "still-running",
            "idempotency-key-reused",
            "too-large",
            "unsupported-media-type",
            "too-many-requests",
            "unavailable");

    private Refusals() {}

    /** Adds an answer for each status with which the call may be refused. */
    static void describe(Operation operation, Map<String, List<String>> own) {
        SortedMap<String, SortedSet<String>> types = isToken(own) ? new TreeMap<>() : ofItsKind(operation);
        types.put("503", new TreeSet<>(List.of("unavailable")));
        types.put("default", new TreeSet<>(ANYTHING));
        own.forEach((status, more) ->
                types.computeIfAbsent(status, any -> new TreeSet<>()).addAll(more));
        types.forEach((status, all) -> operation.getResponses().addApiResponse(status, refusal(status, all)));
    }

    /** The schemas of refusals: problem documents (RFC 9457) with every type that the API has, and RFC 6749's own. */
    static Map<String, Schema> schemas(Collection<String> own) {
        String types = Stream.of(COMMON, ANYTHING, own)
                .flatMap(Collection::stream)
                .filter(type -> !isOfOauth(type))
                .sorted()
                .distinct()
                .map(type -> "`urn:rekey:" + type + "`")
                .collect(Collectors.joining(", "));
        Schema<Object> problem = new ObjectSchema();
        problem.setDescription("A refusal (RFC 9457). Some have further members.");
        problem.addProperty(
                "type",
                new StringSchema()
                        .format("uri-reference")
                        .description("What went wrong, by a name that never changes: " + types
                                + ". `about:blank`, or none: the status says it all."));
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema().format(null));
        problem.addProperty("detail", new StringSchema().description("What happened and what to do, for people."));
        problem.addProperty("instance", new StringSchema().format("uri-reference"));
        Schema<Object> tokenError = new ObjectSchema();
        tokenError.setDescription("A refusal (RFC 6749 5.2).");
        tokenError.addProperty("error", new StringSchema());
        tokenError.addProperty("error_description", new StringSchema());
        tokenError.setRequired(List.of("error", "error_description"));
        return Map.of(PROBLEM, problem, TOKEN_ERROR, tokenError);
    }

    private static SortedMap<String, SortedSet<String>> ofItsKind(Operation operation) {
        Types types = new Types();
        types.add("400", "bad-request");
        if (operation.getRequestBody() != null) {
            types.add("400", "invalid", "unreadable", "unknown-field");
            types.add("413", "too-large");
            types.add("415", "unsupported-media-type");
        }
        if (CallHeaders.has(operation, "query")) {
            types.add("400", "invalid", "missing-parameter", "wrong-parameter");
        }
        if (CallHeaders.has(operation, "path")) {
            types.add("404", "not-found");
        }
        if (!operation.getSecurity().isEmpty()) {
            types.add("401", "not-signed-in", "invalid-token");
            types.add("403", CallRules.isForPeople(operation) ? "people-only" : "forbidden");
            types.add("429", "too-many-requests");
        }
        if (CallHeaders.takesStepUp(operation)) {
            types.add("401", "step-up-required");
            types.add("403", "frozen");
        }
        if (CallHeaders.takesKey(operation)) {
            types.add("400", "idempotency-key-malformed", "missing-header");
            types.add("409", "still-running");
            types.add("422", "idempotency-key-reused");
        }
        return types.byStatus();
    }

    private static ApiResponse refusal(String status, SortedSet<String> types) {
        String meaning = switch (status) {
            case "400" -> "The request cannot be understood, or a value is out of bounds.";
            case "401" -> "Nobody is known who may do this.";
            case "403" -> "Not allowed; or another site caused the request.";
            case "404" -> "Not there, or of another organization.";
            case "409" -> "Things are not, or no longer, as the request needs them.";
            case "410" -> "It was there once.";
            case "413" -> "More than 1 MiB.";
            case "415" -> "Another kind of content than this call takes.";
            case "422" -> "Understood, and refused.";
            case "429" -> "Too many, or too often.";
            case "503" -> "Cannot be decided now. Nothing is known to have changed.";
            default -> "Anything else.";
        };
        String named = types.stream().map(type -> "`" + type + "`").collect(Collectors.joining(", "));
        boolean oauth = types.stream().anyMatch(Refusals::isOfOauth);
        MediaType body = new MediaType().schema(new Schema<>().$ref(oauth ? TOKEN_ERROR : PROBLEM));
        return new ApiResponse()
                .description(meaning + " Types: " + named + ".")
                .content(new Content().addMediaType(oauth ? "application/json" : "application/problem+json", body));
    }

    private static boolean isToken(Map<String, List<String>> own) {
        return own.values().stream().flatMap(List::stream).anyMatch(Refusals::isOfOauth);
    }

    /** The names of that RFC have underscores, those of ours have dashes. */
    private static boolean isOfOauth(String type) {
        return type.contains("_");
    }

    /** Types of problems by the status that they come with. */
    private static final class Types {

        private final SortedMap<String, SortedSet<String>> byStatus = new TreeMap<>();

        void add(String status, String... types) {
            byStatus.computeIfAbsent(status, any -> new TreeSet<>()).addAll(List.of(types));
        }

        SortedMap<String, SortedSet<String>> byStatus() {
            return byStatus;
        }
    }
}
