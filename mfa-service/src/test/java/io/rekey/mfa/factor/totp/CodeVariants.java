package io.rekey.mfa.factor.totp;

import java.util.stream.Stream;

/** What looks like a code to a lenient reader (attack S03). */
public final class CodeVariants {

    private CodeVariants() {}

    public static Stream<String> of(String code) {
        return Stream.of(
                "+" + code,
                "-" + code,
                " " + code,
                code + " ",
                code + "\n",
                "\n" + code,
                code + "\r\n",
                code.substring(0, 3) + " " + code.substring(3),
                code.substring(0, 3) + "-" + code.substring(3),
                "0" + code,
                code.substring(1),
                code + "0",
                code + "\0",
                shifted(code, '\uFF10'),
                shifted(code, '\u0660'),
                shifted(code, '\u0966'),
                code.substring(0, 5) + (char) (code.charAt(5) - '0' + '\uFF10'),
                "\u200B" + code,
                code + "\uFEFF",
                "0x" + code.substring(2),
                code.substring(0, 5) + ".",
                "abcdef",
                "null",
                "");
    }

    private static String shifted(String code, char zero) {
        return code.chars()
                .map(c -> c - '0' + zero)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
