package io.rekey.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void keepsNamesOfManyScriptsInTheBody() {
        for (String name : new String[] {"Kovač", "O’Brien-Łukasz", "山不下", "محمد", "می‌خواهم", "😀 Zoë"}) {
            assertThat(CleanText.line(name, 80)).isEqualTo(name);
        }
    }

    @Test
    void makesOneLineOfManyWithoutHiddenCharacters() {
        assertThat(CleanText.line(" a\r\nb\u2028c\u0000d\t\u202ee\ufefff\ud800g ", 80))
                .isEqualTo("a b c d e f g");
    }

    @Test
    void takesTheAccentRatherThanTheLetterInAHeader() {
        assertThat(CleanText.header("Petr Kovač Ċ", 80)).isEqualTo("Petr Kovac C");
        assertThat(CleanText.header("a\u760d\u760ab", 80)).isEqualTo("a b");
        assertThat(CleanText.header("Zoë Łukasz", 80)).isEqualTo("Zoë Łukasz");
    }

    @Test
    void leavesNothingThatAMailProgramMakesALinkOf() {
        assertThat(CleanText.unlinked("see https://evil.example/x, www.evil.example or a@b.example"))
                .isEqualTo("see https: //evil. example/x, www. evil. example or a@b. example");
        assertThat(CleanText.unlinked("x.пример y\u3002cn 10.evil")).isEqualTo("x. пример y\u3002 cn 10. evil");
    }

    @Test
    void leavesPlainTextAsItWas() {
        String text = "Lost phone. Identity checked 3.5 hours ago, see HD-4711/2: done…";
        assertThat(CleanText.unlinked(text)).isEqualTo(text);
    }

    @Test
    void defusesEncodedWordsInAHeader() {
        assertThat(CleanText.header("==??utf-8?q?x?=", 80)).doesNotContain("=?");
    }

    @Test
    void boundsTheLengthWithoutCuttingACharacter() {
        assertThat(CleanText.line("😀".repeat(100), 10)).isEqualTo("😀".repeat(9) + "…");
        assertThat(CleanText.line("😀".repeat(10), 10)).isEqualTo("😀".repeat(10));
    }

    @Test
    void leavesNothingInAHeaderThatEndsLikeALineBreak() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(40, 0, 0x2ffff)
                    .filter(Character::isValidCodePoint)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(CleanText.header(text, 40).chars())
                    .noneMatch(unit -> (unit & 0xff) == '\n' || (unit & 0xff) == '\r');
        }
    }
}
