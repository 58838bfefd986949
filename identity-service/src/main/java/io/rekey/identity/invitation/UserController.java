package io.rekey.identity.invitation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The users of the caller's organization. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {

    private static final int PAGE = 100;

    private final Users users;
    private final Organizations organizations;
    private final Invitations invitations;
    private final ImportUsers importUsers;
    private final SuspendUser suspendUser;

    UserController(
            Users users,
            Organizations organizations,
            Invitations invitations,
            ImportUsers importUsers,
            SuspendUser suspendUser) {
        this.users = users;
        this.organizations = organizations;
        this.invitations = invitations;
        this.importUsers = importUsers;
        this.suspendUser = suspendUser;
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping
    Page search(
            @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") @Size(max = 100) String query) {
        return new Page(users.search(caller.organizationId(), query, PAGE).stream()
                .map(UserView::of)
                .toList());
    }

    @AllowPermission(Permission.USER_READ)
    @GetMapping("/{userId}")
    UserView show(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        return UserView.of(target(caller, userId));
    }

    @AllowPermission(Permission.USER_WRITE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Invited invite(@AuthenticationPrincipal Caller caller, @Valid @RequestBody Invitation body) {
        Role role = Optional.ofNullable(body.role()).orElse(Role.USER);
        if (caller.outOfReach().contains(role.name())) {
            throw Problem.forbidden("You can invite people with a role below yours.");
        }
        return invitations
                .invite(
                        organizations.get(caller.organizationId()),
                        new Invitations.Invitee(body.username(), body.email(), body.displayName(), role),
                        caller.actor())
                .map(Invited::new)
                .orElseThrow(() -> Problem.conflict("username-taken", "That username is taken. Choose another."));
    }

    /** Mails an invitation again; the link before is dead at once. */
    @AllowPermission(Permission.USER_WRITE)
    @PostMapping("/{userId}/invitation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void inviteAgain(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        if (!invitations.sendAgain(reachable(caller, userId), caller.actor())) {
            throw Problem.conflict(
                    "nothing-to-send", "This user has completed the set-up: reset the second factor instead.");
        }
    }

    @AllowPermission(Permission.USER_WRITE)
    @PostMapping(path = "/import", consumes = "text/csv")
    ImportUsers.Imported importCsv(@AuthenticationPrincipal Caller caller, Reader body) throws IOException {
        try (body) {
            return importUsers.read(body, organizations.get(caller.organizationId()), caller);
        }
    }

    /** No sign-in, no session, from this answer on. */
    @AllowPermission(Permission.USER_WRITE)
    @PutMapping("/{userId}/suspension")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        suspendUser.suspend(reachable(caller, userId), caller.actor());
    }

    @AllowPermission(Permission.USER_WRITE)
    @DeleteMapping("/{userId}/suspension")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reinstate(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        User target = reachable(caller, userId);
        users.update(
                where("_id")
                        .is(target.id())
                        .and("organizationId")
                        .is(caller.organizationId())
                        .and("status")
                        .is(UserStatus.SUSPENDED.name()),
                new Update().set("status", UserStatus.ACTIVE.name()));
    }

    private User reachable(Caller caller, String userId) {
        User target = target(caller, userId);
        if (target.id().equals(caller.id()) || target.roles().stream().anyMatch(caller.outOfReach()::contains)) {
            throw Problem.forbidden("You can do this for other people with a role below yours.");
        }
        return target;
    }

    private User target(Caller caller, String userId) {
        return users.findAtHome(userId, caller.organizationId()).orElseThrow(Problem::notFound);
    }

    record Invitation(
            @Pattern(regexp = "[\\p{L}\\p{N}._@+-]{1,100}") String username,
            @Email @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String displayName,
            @Nullable Role role) {}

    record Invited(String userId) {}

    record Page(List<UserView> users) {}

    /** @param authenticators those that open the account now */
    record UserView(
            String userId,
            String username,
            String email,
            String displayName,
            Set<String> roles,
            UserStatus status,
            long epoch,
            List<Authenticator> authenticators) {

        static UserView of(User user) {
            return new UserView(
                    user.id(),
                    user.username(),
                    user.email(),
                    user.displayName(),
                    user.roles(),
                    user.status(),
                    user.epoch(),
                    user.confirmed().stream()
                            .filter(enrollment -> enrollment.isLive(user.fences()))
                            .map(Authenticator::of)
                            .toList());
        }
    }

    record Authenticator(String enrollmentId, String provider, String level, long epoch) {
        static Authenticator of(ConfirmedEnrollment enrollment) {
            return new Authenticator(
                    enrollment.id(), enrollment.provider(), enrollment.level().name(), enrollment.epoch());
        }
    }
}
