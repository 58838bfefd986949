package io.rekey.identity.invitation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.events.identity.UserInvited;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Guesses;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Username;
import io.rekey.identity.user.Users;
import io.rekey.messaging.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Invites people. An invitation counts as epoch 1: its link is the link of epoch 1, and the first set-up leads through the
 * same door as the way back after a reset.
 */
@Component
class Invitations {

    private static final long FIRST_EPOCH = 1;
    private static final Duration DEADLINE = Duration.ofDays(30);

    private final Users users;
    private final Clock clock;

    Invitations(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * Creates a user in state {@code INVITED}; the mail follows.
     *
     * @return the id; empty if the username is taken
     */
    Optional<String> invite(Organization organization, Invitee invitee, Actor actor) {
        return invite(EventCodec.newId(), organization, invitee, actor);
    }

    /** The same under an id that was settled before; empty also if that person is there already. */
    Optional<String> invite(String id, Organization organization, Invitee invitee, Actor actor) {
        UserInvited event = new UserInvited(id, organization.id(), FIRST_EPOCH, actor, clock.instant());
        try {
            users.insert(users.toDocument(invited(id, organization, invitee)), event);
            return Optional.of(id);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /**
     * Mails an invitation again as the next generation of its link: the one before is dead, and the time to accept it begins
     * anew.
     *
     * @return whether there was one to send; not if the set-up is complete or somebody else sent it at the same moment
     */
    boolean sendAgain(User invited, Actor actor) {
        Link link = invited.link();
        if (link == null) {
            return false;
        }
        int next = link.gen() + 1;
        Criteria pending = where("_id")
                .is(invited.id())
                .and("organizationId")
                .is(invited.organizationId())
                .and("status")
                .is(UserStatus.INVITED.name())
                .and("link.gen")
                .is(link.gen());
        Update update = new Update()
                .set("link.gen", next)
                .set("link.deadline", clock.instant().plus(DEADLINE))
                .unset("link.exp")
                .unset("link.hash");
        SetUpLinkReissued event = new SetUpLinkReissued(
                link.causeId(), invited.id(), invited.organizationId(), link.epoch(), next, actor, clock.instant());
        return users.update(pending, update, event).isPresent();
    }

    private User invited(String id, Organization organization, Invitee invitee) {
        return new User(
                id,
                organization.id(),
                Set.of(),
                invitee.username().strip(),
                Username.key(invitee.username()),
                invitee.email().strip(),
                invitee.displayName().strip(),
                "en",
                Set.of(invitee.role().name()),
                null,
                UserStatus.INVITED,
                null,
                FIRST_EPOCH,
                new Fences(0, FIRST_EPOCH, 0, Map.of()),
                List.of(),
                List.of(),
                0,
                null,
                new Link(FIRST_EPOCH, 0, null, null, id, clock.instant().plus(DEADLINE), null),
                Guesses.none(),
                null,
                List.of(),
                null,
                null);
    }

    /** Who is invited. */
    record Invitee(String username, String email, String displayName, Role role) {}
}
