package io.rekey.mfa;

import io.rekey.mfa.InternalApi.Answer;
import io.rekey.mfa.factor.totp.AuthenticatorApp;

/** An authenticator app that was set up through the API. */
public record TestPhone(TestUser user, String enrollmentId, AuthenticatorApp app, MovableClock clock) {

    /** Started and not yet activated. */
    public static TestPhone pending(InternalApi api, MovableClock clock, TestUser user, String provider, long epoch) {
        String id = user.newEnrollmentId();
        Answer started = api.start(user, id, provider, epoch);
        if (started.status() != 201) {
            throw new AssertionError(started.text());
        }
        return new TestPhone(user, id, new AuthenticatorApp(started.string("secret")), clock);
    }

    /** Activated; its activating code is used up, the clock is one step further. */
    public static TestPhone active(InternalApi api, MovableClock clock, TestUser user, String provider, long epoch) {
        TestPhone phone = pending(api, clock, user, provider, epoch);
        Answer activated = api.activate(user, phone.enrollmentId(), phone.code());
        if (!activated.result().equals("ACTIVATED")) {
            throw new AssertionError(activated.text());
        }
        clock.nextStep();
        return phone;
    }

    /** What it shows now. */
    public String code() {
        return app.codeAt(clock.instant());
    }

    /** What it shows some steps later, or showed some steps ago. */
    public String code(int stepsLater) {
        return app.codeAt(clock.instant(), stepsLater);
    }

    public String wrongCode() {
        return app.wrongCodeAt(clock.instant());
    }
}
