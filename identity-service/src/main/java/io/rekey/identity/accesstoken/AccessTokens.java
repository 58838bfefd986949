package io.rekey.identity.accesstoken;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.access.Permission;
import io.rekey.identity.apiclient.KnownProgram;
import io.rekey.identity.apiclient.Programs;
import io.rekey.identity.session.Program;
import io.rekey.identity.token.OpaqueToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * All access tokens: opaque, random, ten minutes. Each use reads the client from the primary as well: whose registration is
 * removed, or whose key is another by now, is refused at once (R62).
 */
@Repository
public class AccessTokens {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final MongoOperations mongo;
    private final Programs programs;
    private final Clock clock;

    AccessTokens(MongoOperations mongo, Programs programs, Clock clock) {
        this.mongo = mongo;
        this.programs = programs;
        this.clock = clock;
    }

    OpaqueToken issue(KnownProgram known, Collection<Permission> scope) {
        OpaqueToken token = OpaqueToken.random();
        mongo.insert(new AccessToken(
                token.hash(),
                known.program().id(),
                known.publicKey().fingerprint(),
                scope.stream().map(Permission::text).toList(),
                clock.instant().plus(LIFETIME)));
        return token;
    }

    /** The program behind a token, with what the token was made for and no more; empty for whatever opens nothing. */
    public Optional<Program> authenticate(OpaqueToken token) {
        return Optional.ofNullable(mongo.findById(token.hash(), AccessToken.class))
                .filter(found -> clock.instant().isBefore(found.expiresAt()))
                .flatMap(found -> programs.find(found.clientId())
                        .filter(known -> known.publicKey().fingerprint().equals(found.keyFingerprint()))
                        .map(known -> found.narrow(known.program())));
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void sweep() {
        mongo.remove(Query.query(where("expiresAt").lt(clock.instant())), AccessToken.class);
    }

    /**
     * @param id the token's hash
     * @param keyFingerprint of the key that signed for it
     */
    @Document("access_tokens")
    @TypeAlias("accessToken")
    record AccessToken(
            @Id String id, String clientId, String keyFingerprint, List<String> permissions, Instant expiresAt) {

        Program narrow(Program program) {
            return new Program(
                    program.id(),
                    program.organizationId(),
                    program.role(),
                    program.permissions().stream()
                            .filter(permission -> permissions.contains(permission.text()))
                            .collect(Collectors.toSet()),
                    program.needsApproval(),
                    program.actor());
        }
    }
}
