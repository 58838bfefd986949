package io.rekey.identity.idempotency;

import io.rekey.identity.session.Caller;
import io.rekey.identity.token.OpaqueToken;
import java.nio.charset.StandardCharsets;

/**
 * What makes two calls the same: method, address with query, kind and content of the body, and the organization that it is
 * about. Not the proof of a step-up: a repetition brings a new one, or none.
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(ReadRequest request, Caller caller) {
        return OpaqueToken.sha256(String.join(
                "\n",
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getContentType()),
                caller.organizationId(),
                OpaqueToken.sha256(new String(request.body(), StandardCharsets.ISO_8859_1))));
    }
}
