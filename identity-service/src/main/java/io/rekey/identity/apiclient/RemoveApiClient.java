package io.rekey.identity.apiclient;

import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Takes a program's key away. From the return on it may not call, also with tokens that it has (R62). */
@Component
class RemoveApiClient {

    private final ApiClients clients;
    private final Clock clock;

    RemoveApiClient(ApiClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * The client that may be removed. Nothing is written yet.
     *
     * @throws Problem 403 as for registering, 404 if the caller's organization has no such client, or not any more
     */
    ApiClient prepare(Caller caller, String clientId) {
        Registrars.requireRegistrar(caller);
        return clients.find(clientId, caller.organizationId()).orElseThrow(Problem::notFound);
    }

    /** @throws Problem 404 if somebody else removed it meanwhile */
    void remove(ApiClient client, Caller caller) {
        if (!clients.remove(client, client.removed(caller.id(), caller.actor(), clock.instant()))) {
            throw Problem.notFound();
        }
    }
}
