package io.rekey.identity.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekey.identity.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"marta", "", "ünal.zoë@example.org", "\uD83D\uDE00", "{\"$ne\":null}"})
    void givesBackWhatItWasMadeOf(String part) {
        assertThat(Cursor.read(Cursor.of("users", part, "2"), "users", 2)).containsExactly(part, "2");
    }

    @Test
    void isForItsListAlone() {
        String cursor = Cursor.of("users", "marta");
        assertThat(Cursor.read(cursor, "users", 1)).containsExactly("marta");
        assertBad(cursor, "history", 1);
        assertBad(cursor, "users", 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "marta",
                "dXNlcnM",
                "dXNlcnMKbWFydGE=",
                "dXNlcnMKbWFydGF",
                "dXNlcnMKbWFydGE ",
                "dXNlcnMK_w",
                "../..",
                "{}",
                "%"
            })
    void isNothingThatItHasNotMade(String cursor) {
        assertThat(Cursor.of("users", "marta")).isEqualTo("dXNlcnMKbWFydGE");
        assertBad(cursor, "users", 1);
    }

    @Test
    void isNoLongerThanAnyPlaceNeeds() {
        String long700 = "x".repeat(700);
        assertThat(Cursor.read(Cursor.of("users", long700), "users", 1)).containsExactly(long700);
        assertBad(Cursor.of("users", "x".repeat(1_000)), "users", 1);
    }

    private static void assertBad(String cursor, String list, int parts) {
        assertThatThrownBy(() -> Cursor.read(cursor, list, parts))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo("bad-cursor"));
    }
}
