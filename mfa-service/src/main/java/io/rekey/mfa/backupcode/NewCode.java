package io.rekey.mfa.backupcode;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A backup code in clear, shown once and never stored: 24 Base32 characters, 120 bit from a secure source (R9). So many that
 * a plain hash is enough, and a spend can be one write.
 *
 * @param text in groups of four
 */
record NewCode(String text) {

    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    static final int LENGTH = 24;

    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    static NewCode random() {
        return new NewCode(Stream.generate(NewCode::group).limit(LENGTH / GROUP).collect(Collectors.joining("-")));
    }

    private static String group() {
        return RANDOM.ints(GROUP, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }

    CodeHash hash() {
        return CodeHash.ofEntered(text).orElseThrow();
    }

    @Override
    public String toString() {
        return "NewCode";
    }
}
