package io.rekey.identity.link;

import java.time.Instant;

/** The address that a mail carries. It opens an account's set-up: never logged, never stored. */
public record MailedLink(String address, Instant expiresAt) {

    @Override
    public String toString() {
        return "MailedLink[expiresAt=" + expiresAt + "]";
    }
}
