package io.rekey.identity.directory;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.paging.Cursor;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Username;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Finds the users of one organization whose username, address or name begins so, in the order of their usernames. The text is
 * quoted: no pattern of a caller runs (R43). Whoever came before addresses and names were searchable is found by username.
 */
@Component
class FindUsers {

    private static final String LIST = "users";
    private static final List<String> SEARCHED = List.of("usernameKey", "emailKey", "nameKey");
    private static final long MAX_MILLIS = 2_000;

    private final MongoOperations mongo;

    FindUsers(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @throws Problem 400 {@code bad-cursor} if {@code after} is no end of a page */
    Found find(String organizationId, Wanted wanted) {
        Criteria criteria = criteria(organizationId, wanted);
        if (wanted.prefix().indexOf('\0') >= 0) {
            return new Found(List.of(), null); // nobody's name has one, and no pattern can carry it
        }
        Query query = Query.query(criteria)
                .with(Sort.by("usernameKey"))
                .limit(wanted.limit() + 1) // one more tells whether there is a next page
                .maxTimeMsec(MAX_MILLIS);
        List<User> users = mongo.find(query, User.class);
        return users.size() > wanted.limit() ? page(users.subList(0, wanted.limit())) : new Found(users, null);
    }

    private static Criteria criteria(String organizationId, Wanted wanted) {
        Criteria criteria = where("organizationId").is(organizationId);
        if (wanted.after() != null && !wanted.after().isEmpty()) {
            criteria.and("usernameKey").gt(Cursor.read(wanted.after(), LIST, 1).getFirst());
        }
        if (wanted.status() != null) {
            criteria.and("status").is(wanted.status().name());
        }
        if (wanted.role() != null) {
            criteria.and("roles").is(wanted.role().name());
        }
        return wanted.prefix().isBlank() ? criteria : criteria.orOperator(beginningSo(wanted.prefix()));
    }

    private static List<Criteria> beginningSo(String prefix) {
        String pattern = "^" + Pattern.quote(Username.key(prefix));
        return SEARCHED.stream().map(field -> where(field).regex(pattern)).toList();
    }

    private static Found page(List<User> users) {
        return new Found(users, Cursor.of(LIST, users.getLast().usernameKey()));
    }

    /** @param prefix what one of the three begins with; blank for everybody */
    record Wanted(
            String prefix,
            @Nullable UserStatus status,
            @Nullable Role role,
            @Nullable String after,
            int limit) {}

    /** @param next where the next page begins; absent on the last one */
    record Found(List<User> users, @Nullable String next) {}
}
