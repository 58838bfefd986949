package io.rekey.journey;

import java.util.List;

/**
 * What a person knows and holds of an account.
 *
 * @param authenticator otpauth address of the authenticator, as in the QR code
 * @param backupCodes those not used yet
 */
public record Account(String username, String email, String password, String authenticator, List<String> backupCodes) {

    public Account {
        backupCodes = List.copyOf(backupCodes);
    }

    /** The same account with a new authenticator and its backup codes. */
    public Account with(String newAuthenticator, List<String> newBackupCodes) {
        return new Account(username, email, password, newAuthenticator, newBackupCodes);
    }

    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
