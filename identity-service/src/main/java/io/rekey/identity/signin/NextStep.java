package io.rekey.identity.signin;

import io.rekey.identity.device.DeviceToken;
import io.rekey.identity.token.OpaqueToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes after a step of a sign-in. Closed: nothing else can follow. */
sealed interface NextStep {

    /** A second factor is asked for; the browser keeps the flow's token. */
    record SecondFactorRequired(OpaqueToken flow, List<String> providers) implements NextStep {}

    /** The person has no factor and may set one up now. */
    record EnrollmentRequired(OpaqueToken flow) implements NextStep {}

    /** The person has no factor and must come through the mailed link. */
    record LinkRequired() implements NextStep {}

    /**
     * Signed in.
     *
     * @param deviceToken a new value and lifetime for the trusted-device cookie
     * @param backupCode what replaces the backup code that was spent, to be shown once
     */
    record SignedIn(
            OpaqueToken session,
            Optional<DeviceToken> deviceToken,
            @Nullable String backupCode) implements NextStep {

        @Override
        public String toString() {
            return "SignedIn[…]";
        }
    }
}
