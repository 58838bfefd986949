package io.rekey.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void isAsWideAsItsCells() {
        Table table = Table.of("NAME", "ID").row("marta", "1").row("jo", "22");
        assertThat(table.lines()).containsExactly("NAME   ID", "marta  1", "jo     22");
    }

    @Test
    void takesTheSpellFromTextOfOthers() {
        Table table = Table.of("NAME").row("a\u001b[2Jb\nc\u202ed");
        assertThat(table.lines()).containsExactly("NAME", "a\uFFFD[2Jb\uFFFDc\uFFFDd");
    }

    @Test
    void leavesLettersOfAllTonguesAlone() {
        assertThat(PlainText.line("Zoë Ødegård 山田 محمد 👩‍💻")).isEqualTo("Zoë Ødegård 山田 محمد 👩‍💻");
    }

    @Test
    void wantsACellForEachHeading() {
        Table table = Table.of("NAME", "ID");
        assertThatThrownBy(() -> table.row("marta")).isInstanceOf(IllegalArgumentException.class);
    }
}
