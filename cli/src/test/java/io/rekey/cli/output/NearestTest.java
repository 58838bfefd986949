package io.rekey.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void asksForTheNameThatIsNear() {
        assertThat(Nearest.question("matra", List.of("marta", "jun"))).isEqualTo(" Did you mean marta?");
    }

    @Test
    void asksForSeveralNearestFirst() {
        assertThat(Nearest.question("marti", List.of("martin", "marta", "mart", "jun")))
                .isEqualTo(" Did you mean mart or marta or martin?");
    }

    @Test
    void asksNothingWhenNothingIsNear() {
        assertThat(Nearest.question("zebedee", List.of("marta", "jun"))).isEmpty();
    }

    @Test
    void countsASwapOfNeighborsOnce() {
        assertThat(Nearest.distance("goolge", "google")).isEqualTo(1);
        assertThat(Nearest.distance("Google", "gogle")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
