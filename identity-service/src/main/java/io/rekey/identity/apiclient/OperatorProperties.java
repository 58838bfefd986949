package io.rekey.identity.apiclient;

import io.rekey.events.Actor;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.session.Program;
import io.rekey.identity.user.Role;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The way in for somebody on the server when nobody can get into the console.
 *
 * @param publicKey of the operator's key pair (P-256 or Ed25519, SubjectPublicKeyInfo in PEM or Base64); none: no such way
 */
@ConfigurationProperties("rekey.operator")
record OperatorProperties(@DefaultValue("") String publicKey) {

    /** How the operator's key calls itself; no registered program can have this id. */
    static final String CLIENT_ID = "operator";

    OperatorProperties {
        read(publicKey);
    }

    /** The operator's key as a program: over the whole platform, unless a request names an organization. */
    Optional<KnownProgram> program() {
        return Optional.ofNullable(read(publicKey))
                .map(key -> new KnownProgram(
                        new Program(
                                CLIENT_ID,
                                Organizations.PLATFORM,
                                Role.OPERATOR,
                                EnumSet.allOf(Permission.class),
                                false,
                                new Actor(Actor.Kind.OPERATOR, CLIENT_ID)),
                        key));
    }

    private static @Nullable ClientKey read(String publicKey) {
        try {
            return publicKey.isBlank() ? null : ClientKey.read(publicKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "rekey.operator.public-key (REKEY_OPERATOR_PUBLICKEY): " + e.getMessage());
        }
    }
}
