package io.rekey.identity.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.events.identity.MfaResetRequested;
import io.rekey.identity.Browser.Answer;
import io.rekey.identity.Person;
import io.rekey.identity.RunningIdentity;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class RequestResetIT extends RunningIdentity {

    @Test
    void isOneWriteOfOneDocument() {
        Person administrator = administrator();
        Person marta = user();
        Answer answer = reset(signedIn(administrator), administrator, "k", marta);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String resetId = answer.body().path("resets").path(0).path("resetId").asString();
        Document stored = stored(marta);
        assertThat(stored.getLong("epoch")).isEqualTo(2);
        Document fences = stored.get("fences", Document.class);
        assertThat(List.of(fences.getLong("sessions"), fences.getLong("links"), fences.getLong("devices")))
                .containsOnly(2L);
        assertThat(fences.get("factors", Document.class))
                .containsOnlyKeys("user:google", "user:authy", "user:duo_security", "user:u2fkey", "user:backup_codes");
        assertThat(stored.getList("idem", Document.class)).hasSize(1);
        assertThat(stored.getList("unsettled", Document.class).getFirst().getString("cause"))
                .isEqualTo(resetId);
        assertThat(stored.get("link", Document.class))
                .containsEntry("causeId", resetId)
                .containsEntry("gen", 0);
        assertThat(eventsAbout(marta, MfaResetRequested.class))
                .singleElement()
                .satisfies(event -> assertThat(event.resetId()).isEqualTo(resetId));
    }
}
