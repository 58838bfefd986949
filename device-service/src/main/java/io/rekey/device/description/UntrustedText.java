package io.rekey.device.description;

import java.util.regex.Pattern;

/** Makes text from outside short and harmless. */
final class UntrustedText {

    /** Letters, digits and the punctuation of product names; so no markup, no control or direction characters. */
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^\\p{L}\\p{Nd} ._/(),:-]");
    /** A cell of a table export that begins with a sign could be taken for a formula. */
    private static final Pattern NOT_AT_THE_START = Pattern.compile("^[^\\p{L}\\p{Nd}]+");

    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final int MAX_NAME = 64;

    private UntrustedText() {}

    /** A name for display, at most 64 characters; empty if nothing sensible is left. */
    static String name(String text) {
        String plain = NOT_IN_A_NAME.matcher(cut(text, 4 * MAX_NAME)).replaceAll(" ");
        String started = NOT_AT_THE_START.matcher(plain).replaceFirst("");
        return cut(SPACES.matcher(started).replaceAll(" "), MAX_NAME).strip();
    }

    /** The beginning of a text; never half a surrogate pair. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }
}
