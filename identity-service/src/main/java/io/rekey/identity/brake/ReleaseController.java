package io.rekey.identity.brake;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.events.identity.AdministratorReleased;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a second person lets an administrator go on whom the brake stopped. */
@RestController
class ReleaseController {

    private final Users users;
    private final StepUp stepUp;
    private final Clock clock;

    ReleaseController(Users users, StepUp stepUp, Clock clock) {
        this.users = users;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /** Never oneself. Releasing somebody who is not frozen changes nothing. */
    @AllowPermission(Permission.RESET_APPROVE)
    @DeleteMapping("/api/v1/users/{userId}/freeze")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        User target = users.findAtHome(userId, caller.organizationId()).orElseThrow(Problem::notFound);
        if (target.id().equals(caller.id())) {
            throw Problem.of(HttpStatus.FORBIDDEN, "own-account", "Somebody else must release you.");
        }
        stepUp.require(proof, caller, Permission.RESET_APPROVE, List.of(target.id()));
        Criteria frozen = where("_id")
                .is(target.id())
                .and("organizationId")
                .is(caller.organizationId())
                .and("pace.frozenAt")
                .ne(null);
        users.update(
                frozen,
                new Update().unset("pace"),
                new AdministratorReleased(target.id(), target.organizationId(), caller.actor(), clock.instant()));
    }
}
