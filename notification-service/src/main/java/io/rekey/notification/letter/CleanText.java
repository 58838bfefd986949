package io.rekey.notification.letter;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * Texts that other people chose (names, reasons) made fit for a mail: one line, of bounded length, in reading order. Nothing is
 * rejected, for a strange name must not keep its owner out.
 */
public final class CleanText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private CleanText() {}

    /**
     * For a place in the body: no line break of any kind, no control character, no invisible one that reorders or hides text
     * (bidirectional overrides, byte order marks). Joiners stay, some scripts need them.
     *
     * @param max in code points; what is longer ends in an ellipsis
     */
    public static String line(String text, int max) {
        return shorten(keep(text, CleanText::isVisible), max);
    }

    /**
     * For words of other people in a mail that people trust: nothing that a mail program would make a link of by itself. A space
     * after the dot of what looks like a host, and after a scheme, keeps it readable.
     */
    public static String unlinked(String text) {
        return text.replace("://", ": //").replaceAll("(?<=[\\p{L}\\p{N}-])([.\u3002\uff0e\uff61])(?=\\p{L})", "$1 ");
    }

    /**
     * For a header: besides, nothing whose low byte is a line break, because a mail library that cuts characters to bytes
     * would break the line there (R69, CVE-2025-7962), and nothing that reads as an encoded word (RFC 2047). A letter such as
     * č, which has such a low byte, loses its accent here; the body keeps it.
     *
     * @param max in code points
     */
    public static String header(String text, int max) {
        StringBuilder plain = new StringBuilder();
        line(text, max).codePoints().forEach(character -> appendPlain(plain, character));
        return keep(plain.toString(), character -> !endsLikeLineBreak(character))
                .replace("=?", "= ?")
                .strip();
    }

    private static void appendPlain(StringBuilder plain, int character) {
        if (endsLikeLineBreak(character)) {
            plain.append(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", ""));
        } else {
            plain.appendCodePoint(character);
        }
    }

    /** Looks at the one or two chars that Java makes of a character, for those are what a careless library cuts. */
    private static boolean endsLikeLineBreak(int character) {
        return Character.toString(character)
                .chars()
                .map(unit -> unit & 0xff)
                .anyMatch(low -> low == '\n' || low == '\r');
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    private static String keep(String text, IntPredicate wanted) {
        return text.codePoints()
                .map(character -> wanted.test(character) ? character : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll("[ \\u00a0]+", " ")
                .strip();
    }

    private static String shorten(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)).strip() + "…";
    }
}
