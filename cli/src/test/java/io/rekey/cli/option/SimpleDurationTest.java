package io.rekey.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SimpleDurationTest {

    private final SimpleDuration durations = new SimpleDuration();

    @Test
    void readsEachUnit() {
        assertThat(durations.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(durations.convert("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(durations.convert("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(durations.convert("3d")).isEqualTo(Duration.ofDays(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "h", "0s", "-1h", "1.5h", "PT1H", "1 h", "1H", "99999999s"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> durations.convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void writesThemAsTheApiTakesThem() {
        assertThat(SimpleDuration.text(Duration.ofHours(1))).isEqualTo("1h");
        assertThat(SimpleDuration.text(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(SimpleDuration.text(Duration.ofSeconds(61))).isEqualTo("61s");
    }
}
