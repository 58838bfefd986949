package io.rekey.identity.apiclient;

import io.rekey.events.Actor;
import io.rekey.events.identity.ApiClientRegistered;
import io.rekey.events.identity.ApiClientRemoved;
import io.rekey.identity.access.Permission;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A program of one organization. What it may do was fixed when it was registered; whoever wants it otherwise registers
 * another and removes this one.
 *
 * @param publicKey in Base64
 * @param permissions by name
 * @param role bounds whom it can reach: never above an administrator's
 * @param removedAt from then on it may not call; its document stays for the record
 */
@Document(ApiClients.COLLECTION)
@TypeAlias("apiClient")
record ApiClient(
        @Id String id,
        String organizationId,
        String name,
        String publicKey,
        List<String> permissions,
        Role role,
        boolean needsApproval,
        String registeredBy,
        Instant registeredAt,
        @Nullable Instant removedAt) {

    KnownProgram known() {
        return new KnownProgram(
                new Program(
                        id,
                        organizationId,
                        role,
                        permissions.stream()
                                .map(Permission::named)
                                .flatMap(Optional::stream)
                                .collect(Collectors.toSet()),
                        needsApproval,
                        new Actor(Actor.Kind.PORTAL, id)),
                key());
    }

    ClientKey key() {
        return ClientKey.read(publicKey);
    }

    ApiClientRegistered registered(Actor actor) {
        return new ApiClientRegistered(
                registeredBy, organizationId, id, name, permissions, needsApproval, actor, registeredAt);
    }

    ApiClientRemoved removed(String userId, Actor actor, Instant at) {
        return new ApiClientRemoved(userId, organizationId, id, actor, at);
    }
}
