package io.rekey.identity.user;

/** What is kept of a person and may be edited. */
public record Profile(String displayName, String email, String language) {

    @Override
    public String toString() {
        return "Profile[…]";
    }
}
