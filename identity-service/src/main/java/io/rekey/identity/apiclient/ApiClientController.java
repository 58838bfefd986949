package io.rekey.identity.apiclient;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The programs of the caller's organization. */
@RestController
@AllowPermission(Permission.USER_WRITE)
@RequestMapping("/api/v1/api-clients")
class ApiClientController {

    private final ApiClients clients;
    private final RegisterApiClient registerApiClient;
    private final RemoveApiClient removeApiClient;
    private final StepUp stepUp;

    ApiClientController(
            ApiClients clients, RegisterApiClient registerApiClient, RemoveApiClient removeApiClient, StepUp stepUp) {
        this.clients = clients;
        this.registerApiClient = registerApiClient;
        this.removeApiClient = removeApiClient;
        this.stepUp = stepUp;
    }

    @GetMapping
    Clients list(@AuthenticationPrincipal Caller caller) {
        Registrars.requireAdministrator(caller);
        return new Clients(clients.ofOrganization(caller.organizationId(), 2 * RegisterApiClient.MOST).stream()
                .map(ClientView::of)
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Registered register(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody Registration body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ApiClient client = registerApiClient.prepare(caller, body.wanted());
        stepUp.require(proof, caller, Permission.USER_WRITE, List.of(caller.organizationId()));
        registerApiClient.register(client, caller);
        return new Registered(client.id());
    }

    @DeleteMapping("/{clientId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String clientId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ApiClient client = removeApiClient.prepare(caller, clientId);
        stepUp.require(proof, caller, Permission.USER_WRITE, List.of(client.id()));
        removeApiClient.remove(client, caller);
    }

    /**
     * @param publicKey SubjectPublicKeyInfo in PEM: P-256 or Ed25519
     * @param needsApproval whether a person must approve each of its resets; yes, if left out
     */
    record Registration(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 4096) String publicKey,

            @NotEmpty @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z]{1,20}:[a-z]{1,20}") String> permissions,

            @Nullable Boolean needsApproval) {

        RegisterApiClient.Wanted wanted() {
            return new RegisterApiClient.Wanted(name, publicKey, permissions, !Boolean.FALSE.equals(needsApproval));
        }

        /** Without the key: somebody may have pasted the private one. */
        @Override
        public String toString() {
            return "Registration[name=" + name + "]";
        }
    }

    record Registered(String clientId) {}

    record Clients(List<ClientView> clients) {}

    /**
     * @param algorithm what its signatures must be: ES256 or EdDSA
     * @param fingerprint of its public key: SHA-256, hexadecimal
     */
    record ClientView(
            String clientId,
            String name,
            List<String> permissions,
            boolean needsApproval,
            String algorithm,
            String fingerprint,
            String registeredBy,
            Instant registeredAt) {

        static ClientView of(ApiClient client) {
            ClientKey key = client.key();
            return new ClientView(
                    client.id(),
                    client.name(),
                    client.permissions(),
                    client.needsApproval(),
                    key.algorithm().jwtName(),
                    key.fingerprint(),
                    client.registeredBy(),
                    client.registeredAt());
        }
    }
}
