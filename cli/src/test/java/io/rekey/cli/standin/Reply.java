package io.rekey.cli.standin;

/** What the stand-in answers. */
public record Reply(int status, String type, String body) {

    public static Reply json(int status, String body) {
        return new Reply(status, "application/json", body);
    }

    public static Reply ok(String body) {
        return json(200, body);
    }

    public static Reply nothing() {
        return new Reply(204, "", "");
    }

    /** RFC 9457, as identity-service gives it. */
    public static Reply problem(int status, String type, String detail) {
        return new Reply(
                status, "application/problem+json", """
                {"type": "urn:rekey:%s", "title": "%s", "status": %d, "detail": "%s"}""".formatted(type, type.replace('-', ' '), status, detail));
    }

    public static Reply notFound() {
        return problem(404, "not-found", "Nothing here that you may see.");
    }
}
