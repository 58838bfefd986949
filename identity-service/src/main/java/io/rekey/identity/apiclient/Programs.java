package io.rekey.identity.apiclient;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** All programs that may call: the registered ones and the operator's key. Asked at every use, from no cache. */
@Component
public class Programs {

    private final ApiClients clients;
    private final Optional<KnownProgram> operator;

    Programs(ApiClients clients, OperatorProperties properties) {
        this.clients = clients;
        this.operator = properties.program();
    }

    /** The program of this id; empty if there is none, or not any more. */
    public Optional<KnownProgram> find(String clientId) {
        return clientId.equals(OperatorProperties.CLIENT_ID)
                ? operator
                : clients.find(clientId).map(ApiClient::known);
    }

    /** Whether a program speaks for this person: who registered it does not agree to what it asks for. */
    public boolean isRegisteredBy(String clientId, String userId) {
        return clients.find(clientId)
                .filter(client -> client.registeredBy().equals(userId))
                .isPresent();
    }
}
