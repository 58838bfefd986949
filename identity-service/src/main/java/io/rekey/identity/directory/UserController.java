package io.rekey.identity.directory;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The users of the organization that the request is about. */
@RestController
@RequestMapping("/api/v1/users")
@AllowPermission(Permission.USER_READ)
class UserController {

    private final FindUsers findUsers;
    private final Reach reach;

    UserController(FindUsers findUsers, Reach reach) {
        this.findUsers = findUsers;
        this.reach = reach;
    }

    @GetMapping
    Page search(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") @Size(max = 100) String query,
            @RequestParam(required = false) @Nullable UserStatus status,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        FindUsers.Found found =
                findUsers.find(caller.organizationId(), new FindUsers.Wanted(query, status, role, after, limit));
        return new Page(found.users().stream().map(UserView::of).toList(), found.next());
    }

    @GetMapping("/{userId}")
    UserView show(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        return UserView.of(reach.seen(caller, userId));
    }

    record Page(List<UserView> users, @Nullable String next) {}

    /**
     * @param permissions all that the user has, by role or by grant
     * @param frozen whether the brake keeps this administrator from resetting anybody
     * @param authenticators those that open the account now
     */
    record UserView(
            String userId,
            String username,
            String email,
            String displayName,
            String language,
            Set<String> roles,
            List<String> permissions,
            UserStatus status,
            boolean frozen,
            long epoch,
            List<Authenticator> authenticators) {

        static UserView of(User user) {
            return new UserView(
                    user.id(),
                    user.username(),
                    user.email(),
                    user.displayName(),
                    user.language(),
                    user.roles(),
                    user.permissions().stream().map(Permission::text).sorted().toList(),
                    user.status(),
                    user.isFrozen(),
                    user.epoch(),
                    user.liveFactors().stream().map(Authenticator::of).toList());
        }
    }

    record Authenticator(String enrollmentId, String provider, String level, long epoch) {
        static Authenticator of(ConfirmedEnrollment enrollment) {
            return new Authenticator(
                    enrollment.id(), enrollment.provider(), enrollment.level().name(), enrollment.epoch());
        }
    }
}
