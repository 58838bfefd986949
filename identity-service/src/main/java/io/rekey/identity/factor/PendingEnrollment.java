package io.rekey.identity.factor;

/** An enrollment that waits for its first code. URI and secret are for the user's eyes only. */
public record PendingEnrollment(String id, String provider, String uri, String secret) {

    @Override
    public String toString() {
        return "PendingEnrollment[id=" + id + "]";
    }
}
