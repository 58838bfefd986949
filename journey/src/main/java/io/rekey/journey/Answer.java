package io.rekey.journey;

import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a server answered.
 *
 * @param body as it came; it may hold codes and links, so it is never in {@link #toString}
 * @param json the same, "missing" where it is not JSON
 * @param took from the request's first byte to the answer's last
 */
public record Answer(int status, String body, JsonNode json, Duration took) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(int status, String body, Duration took) {
        try {
            return new Answer(status, body, body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body), took);
        } catch (JacksonException e) {
            return new Answer(status, body, MissingNode.getInstance(), took);
        }
    }

    /** A member of the body, empty if it is not there. */
    public String text(String name) {
        return json.path(name).asString("");
    }

    /** Which refusal: the problem's type without its prefix, empty where it has none. */
    public String problem() {
        return text("type").replace("urn:rekey:", "");
    }

    public boolean isRefused() {
        return status >= 400 && status < 500;
    }

    /**
     * The answer itself, if it has that status.
     *
     * @throws UnexpectedException otherwise
     */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new UnexpectedException("status " + wanted, described());
        }
        return this;
    }

    /** The same for a member of the body. */
    public Answer expect(String name, String wanted) {
        if (!text(name).equals(wanted)) {
            throw new UnexpectedException(name + " " + wanted, described());
        }
        return this;
    }

    /** Any refusal of the client's doing, with nothing given away. A server's error is not a refusal. */
    public Answer expectRefused() {
        if (!isRefused()) {
            throw new UnexpectedException("a refusal", described());
        }
        return this;
    }

    /** Status and, of a refusal, its kind; never the body, which may hold codes. */
    public String described() {
        String state = text("state");
        String kind = status >= 400 ? problem() : state;
        return kind.isEmpty() ? Integer.toString(status) : status + " " + kind;
    }

    @Override
    public String toString() {
        return "Answer[" + described() + "]";
    }
}
