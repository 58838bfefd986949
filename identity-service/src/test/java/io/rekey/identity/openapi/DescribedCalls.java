package io.rekey.identity.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.identity.Browser;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import io.rekey.identity.openapi.Description.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls, and holds what is sent and what comes back against the description. */
abstract class DescribedCalls extends RunningIdentity {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Description description;
    Person ada;
    Browser adas;

    @BeforeEach
    void ask() {
        description = Description.at(browser());
        ada = administrator();
        adas = signedIn(ada);
    }

    /** For whatever stands last in the path. */
    Map<String, String> proof(String action, String path) {
        return Map.of("Rekey-Step-Up", adas.proof(ada, action, path.replaceFirst(".*/", "")));
    }

    Answer call(Browser at, String method, String path, @Nullable Map<String, ?> body, int status) {
        return call(at, method, path, body, status, true);
    }

    Answer call(Browser at, String method, String path, @Nullable Map<String, ?> body, int status, boolean fits) {
        return call(at, method, path, body, status, fits, Map.of());
    }

    Answer call(
            Browser at,
            String method,
            String path,
            @Nullable Map<String, ?> body,
            int status,
            boolean fits,
            Map<String, String> headers) {
        if (body != null) {
            JsonNode schema =
                    description.call(method, path).operation().at("/requestBody/content/application~1json/schema");
            assertThat(description.violations(schema, JSON.valueToTree(body)).isEmpty())
                    .as(method + path)
                    .isEqualTo(fits);
        }
        Answer answer = at.send(method, path, body == null ? null : JSON.writeValueAsString(body), headers);
        hold(method, path, answer, status);
        return answer;
    }

    void hold(String method, String path, Answer answer, int status) {
        assertThat(answer.status()).as(method + path + answer.text()).isEqualTo(status);
        Call call = description.call(method, path);
        JsonNode described = call.response(status);
        assertThat(described.isMissingNode()).as(call.name() + " " + status).isFalse();
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (answer.text().isEmpty()) {
            return;
        }
        JsonNode content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .as(call.name() + " " + status + " " + type + " " + answer.text())
                .isFalse();
        assertThat(description.violations(content.path("schema"), answer.body()))
                .as(call.name() + answer.text())
                .isEmpty();
    }
}
