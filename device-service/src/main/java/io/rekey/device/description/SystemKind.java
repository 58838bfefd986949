package io.rekey.device.description;

/** What sort of machine a browser runs on. */
public enum SystemKind {
    COMPUTER("Computer"),
    PHONE("Phone"),
    TABLET("Tablet"),
    UNKNOWN("Unknown");

    private final String word;

    SystemKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
