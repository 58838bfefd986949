package io.rekey.identity.factor;

import org.jspecify.annotations.Nullable;

/** What became of a backup code; if it was accepted, the code that replaces it, to be shown once. */
public record SpentCode(
        boolean accepted,
        @Nullable String replacement,
        @Nullable Integer left) {

    @Override
    public String toString() {
        return "SpentCode[accepted=" + accepted + "]";
    }
}
