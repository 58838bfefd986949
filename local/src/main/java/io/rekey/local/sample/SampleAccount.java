package io.rekey.local.sample;

import io.rekey.journey.Account;
import java.util.List;

/**
 * A sample account as its file has it, for people to read too.
 *
 * @param password empty until somebody sets the account up
 * @param authenticator otpauth address; put it into an app, or use {@code ./rekey code}
 * @param complete whether the set-up was confirmed
 */
record SampleAccount(
        String username,
        String email,
        String role,
        String password,
        String authenticator,
        List<String> backupCodes,
        boolean complete) {

    SampleAccount {
        backupCodes = List.copyOf(backupCodes);
    }

    static SampleAccount invited(String username, String email, String role) {
        return new SampleAccount(username, email, role, "", "", List.of(), false);
    }

    SampleAccount prepared(String newPassword, String newAuthenticator) {
        return new SampleAccount(username, email, role, newPassword, newAuthenticator, List.of(), false);
    }

    SampleAccount completed(List<String> codes) {
        return new SampleAccount(username, email, role, password, authenticator, codes, true);
    }

    Account account() {
        return new Account(username, email, password, authenticator, backupCodes);
    }

    @Override
    public String toString() {
        return "SampleAccount[" + username + "]";
    }
}
