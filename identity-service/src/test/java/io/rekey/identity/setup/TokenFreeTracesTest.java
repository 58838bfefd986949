package io.rekey.identity.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TokenFreeTracesTest {

    private final TokenFreeTraces traces = new TokenFreeTraces();

    @Test
    void recordsNoLink() {
        assertThat(recorded("/set-up/aaa.bbb.ccc")).doesNotContain("aaa").contains("/set-up/…");
    }

    @Test
    void recordsOtherAddresses() {
        assertThat(recorded("/api/v1/users")).contains("/api/v1/users");
    }

    private String recorded(String path) {
        var context = new ServerRequestObservationContext(
                new MockHttpServletRequest("GET", path), new MockHttpServletResponse());
        return traces.getHighCardinalityKeyValues(context).toString()
                + traces.getLowCardinalityKeyValues(context)
                + traces.getContextualName(context);
    }
}
