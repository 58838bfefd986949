package io.rekey.mfa.factor;

/**
 * What the owner sees once at set-up. Both fields are the secret in clear.
 *
 * @param uri for the QR code
 * @param secret for typing
 */
public record Offer(String uri, String secret) {

    @Override
    public String toString() {
        return "Offer[secret]";
    }
}
