package io.rekey.identity.history;

import io.rekey.events.Actor;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.rekey.identity.directory.Reach;
import io.rekey.identity.paging.Cursor;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.User;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What happened to a user, the newest first: one's own history, and to those who may read the audit trail, of others what
 * happened on behalf of the organization that the request is about.
 */
@RestController
@AllowSignedIn // one's own by everybody; others' by those with the permission
@RequestMapping("/api/v1/users/{userId}/history")
class HistoryController {

    private static final String LIST = "history";

    private final Entries entries;
    private final Reach reach;

    HistoryController(Entries entries, Reach reach) {
        this.entries = entries;
        this.reach = reach;
    }

    /** It lags behind by as much as the broker does. */
    @GetMapping
    Page history(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        User user = reach.ownOrSeen(caller, userId, Permission.AUDIT_READ);
        List<HistoryEntry> found = entries.of(user.id(), organizations(caller, user), place(before), limit + 1);
        return found.size() > limit ? page(found.subList(0, limit)) : new Page(views(found), null);
    }

    /** One's own: the home and where one is a member. Another's: the organization that the request is about. */
    private static Set<String> organizations(Caller caller, User user) {
        if (!Reach.isOwn(caller, user.id())) {
            return Set.of(caller.organizationId());
        }
        Set<String> own = new HashSet<>(user.memberships());
        own.add(user.organizationId());
        return own;
    }

    private static Page page(List<HistoryEntry> shown) {
        HistoryEntry last = shown.getLast();
        return new Page(views(shown), Cursor.of(LIST, Long.toString(last.at().toEpochMilli()), last.eventId()));
    }

    private static List<EntryView> views(List<HistoryEntry> found) {
        return found.stream().map(EntryView::of).toList();
    }

    private static Entries.@Nullable Place place(@Nullable String before) {
        if (before == null || before.isEmpty()) {
            return null;
        }
        List<String> parts = Cursor.read(before, LIST, 2);
        try {
            return new Entries.Place(Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), parts.getLast());
        } catch (NumberFormatException | DateTimeException e) {
            throw Cursor.bad();
        }
    }

    /** @param next what {@code before} must be for the next page; absent on the last one */
    record Page(List<EntryView> entries, @Nullable String next) {}

    record EntryView(
            String eventId,
            String type,
            Instant at,
            @Nullable Actor actor,
            Map<String, Object> details) {

        static EntryView of(HistoryEntry entry) {
            return new EntryView(entry.eventId(), entry.type(), entry.at(), entry.actor(), entry.details());
        }
    }
}
