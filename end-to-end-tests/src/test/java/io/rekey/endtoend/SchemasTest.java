package io.rekey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.journey.Answer;
import io.rekey.journey.Browser;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads a topic finds the schema of each event where its {@code ce_dataschema} says. */
class SchemasTest {

    private final Browser reader = RunningPlatform.shared().browser();

    @Test
    void servesTheSchemaOfEveryEvent() {
        Stream.of(IdentityEvent.class.getPermittedSubclasses()).forEach(event -> {
            Answer schema = reader.get("/schemas/io.rekey.identity." + event.getSimpleName() + ".v1.json");
            assertThat(schema.status()).as(event.getSimpleName()).isEqualTo(200);
            assertThat(schema.text("$schema")).contains("2020-12");
        });
    }

    @Test
    void servesNothingElse() {
        assertThat(reader.get("/schemas/io.rekey.identity.Unheard.v1.json").status())
                .isEqualTo(404);
        assertThat(reader.get("/schemas/..%2Fidentity-service.yaml").isRefused())
                .isTrue();
        assertThat(reader.get("/schemas/application.json").status()).isEqualTo(404);
    }
}
