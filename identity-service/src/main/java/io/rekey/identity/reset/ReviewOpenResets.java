package io.rekey.identity.reset;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.Actor;
import io.rekey.events.identity.MfaResetExpired;
import io.rekey.identity.link.SetUpLinks;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.user.Link;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes through the resets that are not over: closes those that are, lets those expire whose deadline has passed, and issues
 * an expired link anew where the person has no other way in.
 */
@Component
class ReviewOpenResets {

    private static final int PAGE = 500;
    /** After so many by itself, only an administrator sends another: a mailbox that nobody reads is not to be filled. */
    private static final int AUTOMATIC_GENERATIONS = 5;

    private final Resets resets;
    private final ResetProgress progress;
    private final Users users;
    private final Organizations organizations;
    private final SetUpLinks links;
    private final Clock clock;

    ReviewOpenResets(
            Resets resets,
            ResetProgress progress,
            Users users,
            Organizations organizations,
            SetUpLinks links,
            Clock clock) {
        this.resets = resets;
        this.progress = progress;
        this.users = users;
        this.organizations = organizations;
        this.links = links;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${rekey.reset.review-interval:30s}",
            initialDelayString = "${rekey.reset.review-interval:30s}")
    void review() {
        List<Reset> page = resets.open("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::review);
            page = resets.open(page.getLast().id(), PAGE);
        }
    }

    private void review(Reset reset) {
        ResetState state = progress.view(reset).map(ResetProgress.View::state).orElse(ResetState.SUPERSEDED);
        if (state == ResetState.EXPIRED && reset.expiredAt() == null) {
            users.find(reset.userId()).ifPresent(user -> expire(reset, user));
        } else if (state.isFinal()) {
            resets.close(reset.id());
        } else {
            users.find(reset.userId()).ifPresent(this::reissueIfNeeded);
        }
    }

    private void expire(Reset reset, User user) {
        Instant now = clock.instant();
        long epoch = java.util.Objects.requireNonNull(reset.epoch(), "an accepted reset has one");
        Criteria overdue = where("_id")
                .is(user.id())
                .and("link.causeId")
                .is(reset.id())
                .and("link.deadline")
                .lte(now)
                .and("reEnrolledEpoch")
                .lt(epoch);
        MfaResetExpired event = new MfaResetExpired(reset.id(), user.id(), reset.organizationId(), epoch, now);
        users.update(overdue, new Update().inc("version", 1), event);
        resets.expired(reset.id(), now);
    }

    private void reissueIfNeeded(User user) {
        Link link = user.link();
        boolean needsLink = organizations.get(user.organizationId()).policy().requiresLink(user.roles());
        if (needsLink && link != null && link.isExpired(clock.instant()) && link.gen() < AUTOMATIC_GENERATIONS) {
            links.reissue(user, Actor.service("identity-service"));
        }
    }
}
