package io.rekey.mfa.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekey.mfa.InternalApi;
import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.MovableClock;
import io.rekey.mfa.RunsMfaService;
import io.rekey.mfa.TestUser;
import io.rekey.mfa.factor.totp.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RunsMfaService
class EnrollmentApiIT {

    @Autowired
    InternalApi api;

    @Autowired
    MovableClock clock;

    private final TestUser marta = TestUser.somebody();
    private final String id = marta.newEnrollmentId();

    @Test
    void startsActivatesAndVerifies() {
        Answer started = api.start(marta, id, "google", 1);
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        AuthenticatorApp phone = new AuthenticatorApp(started.string("secret"));
        assertThat(started.string("uri")).startsWith("otpauth://totp/Acme%20%28production%29:marta?secret=");
        assertThat(api.state(marta, id)).isEqualTo("PENDING");

        Answer activated = api.activate(marta, id, phone.codeAt(clock.instant()));
        assertThat(activated.text()).isEqualTo("{\"result\":\"ACTIVATED\"}");
        assertThat(api.state(marta, id)).isEqualTo("ACTIVE");

        clock.nextStep();
        Answer verified = api.verify(marta, id, 1, phone.codeAt(clock.instant()));
        assertThat(verified.text())
                .isEqualTo("{\"result\":\"ACCEPTED\",\"enrollmentId\":\"" + id + "\",\"provider\":\"google\"}");
        assertThat(api.verify(marta, id, 1, phone.codeAt(clock.instant())).text())
                .isEqualTo("{\"result\":\"ALREADY_USED\"}");
    }
}
