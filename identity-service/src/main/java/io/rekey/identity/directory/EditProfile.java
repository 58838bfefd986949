package io.rekey.identity.directory;

import io.rekey.events.identity.IdentityEvent;
import io.rekey.events.identity.SetUpLinkReissued;
import io.rekey.events.identity.UserChanged;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.PreviousEmail;
import io.rekey.identity.user.Profile;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Edits what is kept of a person, in one write. With another address a mailed link that may be lying in the old mailbox is
 * dead at once and goes out anew to the new one, and the old address is remembered for the notice that it was replaced (R27).
 */
@Component
class EditProfile {

    private static final String EMAIL = "email";
    private static final Duration TOLD = Duration.ofDays(30);

    private final Users users;
    private final Reach reach;
    private final Clock clock;

    EditProfile(Users users, Reach reach, Clock clock) {
        this.users = users;
        this.reach = reach;
        this.clock = clock;
    }

    /**
     * Whether the caller may. One's own name and language are one's own business; where the way back into one's own account is
     * mailed to is not, for whoever took over a session would lead it to themselves.
     *
     * @return the target as it is now
     * @throws Problem 404, 403 as {@link Reach#below}; 403 {@code own-address}
     */
    User target(Caller caller, String userId, Profile profile) {
        if (!Reach.isOwn(caller, userId)) {
            return reach.below(caller, userId);
        }
        User self = reach.seen(caller, userId);
        if (!self.email().equals(profile.email())) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN, "own-address", "Ask somebody else to change your address: you cannot.");
        }
        return self;
    }

    /** Repeating it changes nothing and says nothing. */
    void edit(Caller caller, String userId, Profile profile) {
        User user = target(caller, userId, profile);
        while (!user.profile().equals(profile) && !written(caller, user, profile)) {
            user = target(caller, userId, profile); // somebody else came first: read again and repeat
        }
    }

    /** One guarded write; nothing is written if the user is not as read any more in what the write was computed from. */
    boolean written(Caller caller, User user, Profile profile) {
        List<String> fields = changed(user.profile(), profile);
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new UserChanged(user.id(), user.organizationId(), fields, caller.actor(), clock.instant()));
        Criteria filter =
                Reach.isOwn(caller, user.id()) ? Reach.stillSeen(caller, user) : Reach.stillBelow(caller, user);
        filter.and(EMAIL).is(user.email());
        Update update = new Update();
        if (fields.contains(EMAIL)) {
            Instant until = clock.instant().plus(TOLD);
            update.set("previousEmail", new PreviousEmail(user.email(), until));
            withdrawLink(caller, user, filter, update, events);
        }
        return users.edit(filter, profile, update, events.toArray(IdentityEvent[]::new))
                .isPresent();
    }

    /** Whatever is or will be mailed to the old address as this generation opens nothing. */
    private void withdrawLink(Caller caller, User user, Criteria filter, Update update, List<IdentityEvent> events) {
        Link link = user.link();
        if (link == null) {
            filter.and("link").is(null);
            return;
        }
        filter.and("link.epoch").is(link.epoch()).and("link.gen").is(link.gen());
        if (user.hasOpenLink(clock.instant())) {
            int next = link.gen() + 1;
            update.set("link.gen", next).unset("link.exp").unset("link.hash");
            events.add(new SetUpLinkReissued(
                    link.causeId(),
                    user.id(),
                    user.organizationId(),
                    link.epoch(),
                    next,
                    caller.actor(),
                    clock.instant()));
        }
    }

    private static List<String> changed(Profile before, Profile after) {
        List<String> fields = new ArrayList<>();
        if (!before.displayName().equals(after.displayName())) {
            fields.add("displayName");
        }
        if (!before.email().equals(after.email())) {
            fields.add(EMAIL);
        }
        if (!before.language().equals(after.language())) {
            fields.add("language");
        }
        return fields;
    }
}
