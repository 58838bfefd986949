package io.rekey.identity.compatible;

import io.rekey.identity.plan.TakeOrder;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds whom a path names among the users whose home is the caller's organization; all others are one 404 (R33). */
@Component
class HomeUsers {

    private final Users users;

    HomeUsers(Users users) {
        this.users = users;
    }

    /** @throws Problem 404 for foreign and unknown ids alike */
    User require(Caller caller, String userId) {
        return users.findAtHome(requireId(userId), caller.organizationId()).orElseThrow(Problem::notFound);
    }

    /**
     * Refuses at once what a proof could not help. With a proof it is the order's to refuse, and to tell of: whoever proves
     * that it is them and asks for somebody else's user is seen (R79).
     *
     * @throws Problem 404 for foreign and unknown ids alike
     */
    void requireUnlessProven(Caller caller, String userId, @Nullable String proof) {
        if (proof == null) {
            require(caller, userId);
        } else {
            requireId(userId);
        }
    }

    private static String requireId(String userId) {
        if (!userId.matches(TakeOrder.ID)) {
            throw Problem.notFound();
        }
        return userId;
    }
}
