package io.rekey.identity.setup;

import io.micrometer.common.KeyValue;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Keeps mailed links out of traces (I14): a request's address is recorded there, and one of them is a secret. */
@Component
class TokenFreeTraces extends DefaultServerRequestObservationConvention {

    private static final String LINKS = "/set-up/";

    @Override
    protected KeyValue httpUrl(ServerRequestObservationContext context) {
        KeyValue url = super.httpUrl(context);
        return url.getValue().startsWith(LINKS) ? KeyValue.of(url.getKey(), LINKS + "…") : url;
    }
}
