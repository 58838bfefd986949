package io.rekey.mfa.factor.totp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rekey.mfa.factor.Account;
import org.springframework.web.util.UriUtils;

/**
 * The {@code otpauth://} address that an authenticator app reads from the QR code. Apps tell entries apart by the label, so
 * the label carries the issuer as well: the same user in a sandbox and in production are two entries.
 */
final class KeyUri {

    private KeyUri() {}

    /** Everything but RFC 3986's unreserved characters is percent-encoded: apps read {@code +} as a plus. */
    static String of(Account account, String secret) {
        // A colon separates issuer and account in the label, also when it is encoded: an issuer must not bring its own.
        String issuer = UriUtils.encode(account.issuer().replace(':', ' '), UTF_8);
        String name = UriUtils.encode(account.name(), UTF_8);
        return "otpauth://totp/" + issuer + ":" + name + "?secret=" + secret + "&issuer=" + issuer
                + "&algorithm=SHA1&digits=" + TotpCode.DIGITS + "&period=" + TimeStep.SECONDS;
    }
}
