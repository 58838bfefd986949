package io.rekey.identity;

import io.rekey.identity.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Why a request is refused before any use case sees it, as a problem with a type that never changes. It names fields and
 * headers as the API calls them, and repeats nothing that was sent (R83).
 */
final class RefusedRequest {

    private static final int MAX_CAUSES = 10;

    private RefusedRequest() {}

    static Problem because(Exception e, HttpStatusCode status) {
        if (status.is5xxServerError()) {
            return with(status);
        }
        return switch (e) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid ->
                invalid(invalid.getFieldErrors().stream().map(FieldError::getField));
            case HandlerMethodValidationException invalid -> invalid(names(invalid));
            case MissingRequestHeaderException missing ->
                Problem.badRequest("missing-header", "This call needs a header that was not sent.")
                        .with("header", missing.getHeaderName());
            case MissingServletRequestParameterException missing ->
                Problem.badRequest("missing-parameter", "This call needs a parameter in its address that was not sent.")
                        .with("parameter", missing.getParameterName());
            case MethodArgumentTypeMismatchException wrong ->
                Problem.badRequest(
                                "wrong-parameter", "A value in the address or a header is not of the kind it must be.")
                        .with("parameter", wrong.getName());
            default -> with(status);
        };
    }

    /** For what is known of by its status alone. */
    static Problem with(HttpStatusCode code) {
        HttpStatus status = Objects.requireNonNullElse(HttpStatus.resolve(code.value()), HttpStatus.BAD_REQUEST);
        return switch (status) {
            case NOT_FOUND -> Problem.notFound();
            case UNAUTHORIZED -> Problem.of(status, "not-signed-in", "Sign in first, or again.");
            case FORBIDDEN -> Problem.forbidden("You may not do this. Ask somebody who administers.");
            case METHOD_NOT_ALLOWED ->
                Problem.of(status, "method-not-allowed", "This address takes the methods that the header Allow names.");
            case NOT_ACCEPTABLE ->
                Problem.of(status, "not-acceptable", "There is no such form of the answer. Accept application/json.");
            case CONTENT_TOO_LARGE ->
                Problem.of(status, "too-large", "The body is larger than 1 MiB. Send less at a time.");
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(
                        status,
                        "unsupported-media-type",
                        "This call does not take that kind of content. Send application/json in UTF-8, or what the"
                                + " header Accept names.");
            case SERVICE_UNAVAILABLE ->
                Problem.of(status, "unavailable", "Nothing is known to have changed. Try again in a minute.");
            default ->
                status.is5xxServerError()
                        ? Problem.of(status, "defect", "Something went wrong on our side.")
                        : Problem.of(
                                status,
                                "bad-request",
                                "The request cannot be understood. Check its address and headers.");
        };
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        if (cause(e, UnrecognizedPropertyException.class) instanceof UnrecognizedPropertyException unknown) {
            return Problem.badRequest(
                            "unknown-field", "The body has a field that this call does not know. Leave it out.")
                    .with("known", known(unknown));
        }
        if (cause(e, StreamConstraintsException.class) instanceof StreamConstraintsException beyond
                && beyond.getOriginalMessage().startsWith("Document length")) {
            return with(HttpStatus.CONTENT_TOO_LARGE);
        }
        return Problem.badRequest(
                "unreadable",
                "The body is not the JSON that this call takes: it is missing, cut off or too deep, a field comes twice, or"
                        + " a value is of another kind than its field.");
    }

    private static @Nullable Throwable cause(Throwable e, Class<? extends Throwable> kind) {
        return Stream.iterate(e.getCause(), Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(kind::isInstance)
                .findFirst()
                .orElse(null);
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static Problem invalid(Stream<String> names) {
        return Problem.badRequest("invalid", "A value is missing, too long, or not of the form that it must have.")
                .with(
                        "fields",
                        names.map(RefusedRequest::withoutKeys)
                                .distinct()
                                .sorted()
                                .toList());
    }

    /** The key of a map is the sender's text; the place in a list is not. */
    private static String withoutKeys(String path) {
        return path.replaceAll("\\[\\D[^]]*]", "[]");
    }

    private static Stream<String> names(HandlerMethodValidationException invalid) {
        return invalid.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors body
                        ? body.getFieldErrors().stream().map(FieldError::getField)
                        : Stream.of(name(result.getMethodParameter())));
    }

    private static String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? String.valueOf(parameter.getParameterName()) : header.name();
    }
}
