package io.rekey.identity.link;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Policy;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The life of a mailed link (docs/protocol.md 4):
 *
 * <pre>
 * reset or invitation ─▶ (epoch, gen 0) ─first ticket─▶ expiry and hash fixed ─finished enrollment─▶ dead
 *                                                         └─ expired, or sent again ─▶ gen + 1, the old one dead
 * </pre>
 */
@Component
public class SetUpLinks {

    private final Users users;
    private final Organizations organizations;
    private final LinkTokens tokens;
    private final LinkProperties properties;
    private final Clock clock;

    SetUpLinks(Users users, Organizations organizations, LinkTokens tokens, LinkProperties properties, Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * The address to put into a mail, for one attempt to send it.
     *
     * @return empty if that mail must not be sent any more: a later reset, a later generation, or already set up again
     */
    public Optional<MailedLink> ticket(User user, long epoch, int generation) {
        Link link = user.link();
        // Guard: ticket check "still current"
        if (link == null
                || link.epoch() != epoch
                || epoch != user.fences().links()
                || link.gen() != generation
                || !user.hasOpenLink(clock.instant())) {
            return Optional.empty();
        }
        if (link.isExpired(clock.instant())) {
            // It ran out in the mail queue. A fresh generation goes out as a mail of its own.
            reissue(user, Actor.service("identity-service"));
            return Optional.empty();
        }
        return fixed(user, link).map(this::mailed);
    }

    /** The user whom a token lets set up again, right now. Changes nothing (R23). */
    public Optional<User> open(String token) {
        return tokens.read(token)
                .flatMap(read -> users.find(read.userId()).filter(user -> isPresent(user, read, token)));
    }

    /**
     * Issues the link anew: because it expired unused, or to send it again. The old generation is dead at once.
     *
     * @return empty if there is nothing to lead back to, or somebody else did it at the same moment
     */
    // Guard: re-issue after expiry (link required)
    // Guard: old generation dead at re-issue
    public Optional<User> reissue(User user, Actor actor) {
        Link link = user.link();
        if (link == null || !user.hasOpenLink(clock.instant())) {
            return Optional.empty();
        }
        Criteria unused = where("_id")
                .is(user.id())
                .and("link.epoch")
                .is(link.epoch())
                .and("link.gen")
                .is(link.gen())
                .and("fences.links")
                .lte(link.epoch())
                .and("reEnrolledEpoch")
                .lt(link.epoch());
        Update next =
                new Update().set("link.gen", link.gen() + 1).unset("link.exp").unset("link.hash");
        return users.update(
                unused,
                next,
                new SetUpLinkReissued(
                        link.causeId(),
                        user.id(),
                        user.organizationId(),
                        link.epoch(),
                        link.gen() + 1,
                        actor,
                        clock.instant()));
    }

    /** The link with its expiry and hash fixed, by whoever asked for the first ticket; later tickets give the same. */
    // Guard: expiry fixed at the first ticket (instead of at the mark)
    private Optional<User> fixed(User user, Link link) {
        if (link.exp() != null) {
            return Optional.of(user);
        }
        // Whole seconds: a JWT knows no finer ones, and the hash must be of the very token that is sent.
        Instant expiresAt = clock.instant().plus(lifetime(user)).truncatedTo(ChronoUnit.SECONDS);
        String token = tokens.sign(said(user, link, expiresAt));
        Criteria first = where("_id")
                .is(user.id())
                .and("link.epoch")
                .is(link.epoch())
                .and("link.gen")
                .is(link.gen())
                .and("link.exp")
                .is(null);
        Update fix = new Update().set("link.exp", expiresAt).set("link.hash", OpaqueToken.sha256(token));
        return users.update(first, fix).or(() -> users.find(user.id()).filter(again -> isSame(again.link(), link)));
    }

    private MailedLink mailed(User user) {
        Link link = java.util.Objects.requireNonNull(user.link());
        Instant expiresAt = java.util.Objects.requireNonNull(link.exp());
        return new MailedLink(properties.baseUrl() + "/set-up/" + tokens.sign(said(user, link, expiresAt)), expiresAt);
    }

    private boolean isPresent(User user, LinkToken read, String token) {
        Link link = user.link();
        return link != null
                && link.epoch() == read.epoch()
                && link.gen() == read.generation()
                && link.hash() != null
                && MessageDigest.isEqual(bytes(link.hash()), bytes(OpaqueToken.sha256(token)))
                && !link.isExpired(clock.instant())
                && user.hasOpenLink(clock.instant());
    }

    /** An invitation opens an account that holds nothing yet, and nobody waits for it: it lives as long as a link may. */
    private Duration lifetime(User user) {
        if (user.status() == UserStatus.INVITED) {
            return Policy.LINK_CAP;
        }
        return organizations.get(user.organizationToSetUpFor()).policy().linkLifetime();
    }

    private static boolean isSame(@org.jspecify.annotations.Nullable Link again, Link link) {
        return again != null && again.epoch() == link.epoch() && again.gen() == link.gen() && again.exp() != null;
    }

    private static LinkToken said(User user, Link link, Instant expiresAt) {
        return new LinkToken(user.id(), link.causeId(), link.epoch(), link.gen(), expiresAt);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
