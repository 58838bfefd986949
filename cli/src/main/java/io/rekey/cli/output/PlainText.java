package io.rekey.cli.output;

/**
 * Text from elsewhere, made harmless for a terminal: names and reasons may hold escape sequences that move the cursor, or
 * marks that turn the direction of writing.
 */
final class PlainText {

    private static final int STAND_IN = '\uFFFD';

    private PlainText() {}

    /** Keeps line breaks. */
    static String lines(String text) {
        return cleaned(text, true);
    }

    /** One line, whatever was in it. */
    static String line(String text) {
        return cleaned(text, false);
    }

    private static String cleaned(String text, boolean keepBreaks) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> isHarmless(c) || (keepBreaks && c == '\n') ? c : STAND_IN)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> !turnsDirection(c);
            default -> true;
        };
    }

    private static boolean turnsDirection(int c) {
        return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
