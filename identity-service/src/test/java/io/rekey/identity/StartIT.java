package io.rekey.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Starting by configuration alone, whatever else is down (R85, R87, O03). */
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

    private static final String NOWHERE =
            "mongodb://127.0.0.1:9/rekey_identity?serverSelectionTimeoutMS=300&connectTimeoutMS=300";

    @Test
    void startsWhileEverythingElseIsDownAndLetsNobodyIn() {
        try (ConfigurableApplicationContext started = StartedIdentity.on(NOWHERE)) {
            int port = ((WebServerApplicationContext) started).getWebServer().getPort();
            Browser.Answer answer = new Browser("http://localhost:" + port).signIn("marta", "correct horse");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            Browser inside =
                    new Browser("http://localhost:" + started.getEnvironment().getProperty("rekey.internal-port"));
            assertThat(inside.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(inside.get("/actuator/health").status()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rekey.link.key, '', rekey.link.key (REKEY_LINK_KEY) must have at least 32 characters",
        "rekey.link.key, hunter2-hunter2, rekey.link.key (REKEY_LINK_KEY) must have at least 32 characters",
        "rekey.session.token-key, '', rekey.session.token-key (REKEY_SESSION_TOKENKEY) must have at least 32",
        "rekey.session.token-key, hunter2-hunter2, rekey.session.token-key (REKEY_SESSION_TOKENKEY) must have",
        "rekey.service-auth.private-key, '', rekey.service-auth.name and .private-key must be set",
        "rekey.service-auth.private-key, hunter2-hunter2, not an Ed25519 private key",
        "rekey.link.base-url, http://rekey.example, rekey.link.base-url (REKEY_LINK_BASEURL) must be an https address"
    })
    void refusesToStartInOneClearSentenceWithoutSecrets(
            String property, String value, String sentence, CapturedOutput log) {
        String[] arguments = Stream.concat(
                        Arrays.stream(StartedIdentity.complete(NOWHERE))
                                .filter(argument -> !argument.startsWith("--" + property + "=")),
                        Stream.of("--" + property + "=" + value))
                .toArray(String[]::new);
        Throwable refusal = catchThrowable(() -> StartedIdentity.with(arguments).close());
        assertThat(refusal).isNotNull().hasStackTraceContaining(sentence);
        StringWriter stack = new StringWriter();
        refusal.printStackTrace(new PrintWriter(stack));
        assertThat(stack.toString() + log.getAll())
                .doesNotContain("hunter2")
                .doesNotContain("-for-sessions-in-tests", "-for-links-in-tests");
    }
}
