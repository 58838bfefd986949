package io.rekey.identity.apiclient;

import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Registers a program: from then on it may call with its key, within what its registrar may do. Whoever registers must
 * prove it once more, so first comes {@link #prepare}, which refuses what cannot be, then the proof, then the deed.
 */
@Component
class RegisterApiClient {

    static final int MOST = 100;

    private final ApiClients clients;
    private final Organizations organizations;
    private final Clock clock;

    RegisterApiClient(ApiClients clients, Organizations organizations, Clock clock) {
        this.clients = clients;
        this.organizations = organizations;
        this.clock = clock;
    }

    /**
     * The client as it would be. Nothing is written yet.
     *
     * @throws Problem 403 {@code forbidden} for a role that registers nobody, and for a permission that the caller lacks; 403
     *     {@code people-only} for a program; 409 {@code too-many-clients}; 422 {@code bad-key}, {@code unknown-permission} or
     *     {@code organization-needed}
     */
    ApiClient prepare(Caller caller, Wanted wanted) {
        Registrars.requireRegistrar(caller);
        List<String> permissions = permissions(caller, wanted.permissions());
        ClientKey key = key(wanted.publicKey());
        String organization = organizations
                .find(caller.organizationId())
                .orElseThrow(() -> Problem.unprocessable(
                        "organization-needed",
                        "A program belongs to an organization: name it in the header Rekey-Organization."))
                .id();
        // Two at the same moment may both be the last one: the bound is against heaps, not against one more.
        if (clients.ofOrganization(organization, MOST).size() == MOST) {
            throw Problem.conflict(
                    "too-many-clients", "Your organization has " + MOST + " API clients. Remove one that is not used.");
        }
        return new ApiClient(
                EventCodec.newId(),
                organization,
                wanted.name().strip(),
                key.encoded(),
                permissions,
                caller.role().compareTo(Role.ADMINISTRATOR) < 0 ? caller.role() : Role.ADMINISTRATOR,
                wanted.needsApproval(),
                caller.id(),
                clock.instant(),
                null);
    }

    /** Writes what was prepared, with the event that tells it. */
    void register(ApiClient prepared, Caller caller) {
        clients.insert(prepared, prepared.registered(caller.actor()));
    }

    private static List<String> permissions(Caller caller, List<String> wanted) {
        TreeSet<Permission> permissions = new TreeSet<>();
        for (String text : wanted) {
            Permission permission = Permission.named(text)
                    .orElseThrow(
                            () -> Problem.unprocessable("unknown-permission", "There is no permission " + text + "."));
            if (!caller.may(permission)) {
                throw Problem.forbidden("A program gets no permission that you lack: " + text + ".");
            }
            permissions.add(permission);
        }
        return permissions.stream().map(Permission::text).toList();
    }

    private static ClientKey key(String text) {
        try {
            return ClientKey.read(text);
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("bad-key", e.getMessage() + " Nothing was registered.");
        }
    }

    /** What is asked for. */
    record Wanted(String name, String publicKey, List<String> permissions, boolean needsApproval) {

        /** Without the key: somebody may have pasted the private one. */
        @Override
        public String toString() {
            return "Wanted[name=" + name + "]";
        }
    }
}
