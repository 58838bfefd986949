package io.rekey.identity.apiclient;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Role;

/** Who may give and take keys: administrators and operators, in person or with the operator's key. */
final class Registrars {

    private Registrars() {}

    /** @throws Problem 403 {@code forbidden} below an administrator */
    static void requireAdministrator(Caller caller) {
        if (caller.role().compareTo(Role.ADMINISTRATOR) < 0) {
            throw Problem.forbidden("API clients are for administrators to look after.");
        }
    }

    /**
     * The same for changing something. A program registers none, whatever it may do else: a key that was stolen must not
     * outlive its removal by others that it made.
     *
     * @throws Problem 403 {@code people-only} for an API client
     */
    static void requireRegistrar(Caller caller) {
        requireAdministrator(caller);
        if (caller instanceof Program && caller.role() != Role.OPERATOR) {
            caller.person();
        }
    }
}
