package io.rekey.identity.invitation;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.directory.Reach;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.user.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who comes into the organization that the request is about. */
@RestController
@RequestMapping("/api/v1/users")
@AllowPermission(Permission.USER_WRITE)
class InvitationController {

    private final Reach reach;
    private final Organizations organizations;
    private final Invitations invitations;
    private final ImportUsers importUsers;

    InvitationController(Reach reach, Organizations organizations, Invitations invitations, ImportUsers importUsers) {
        this.reach = reach;
        this.organizations = organizations;
        this.invitations = invitations;
        this.importUsers = importUsers;
    }

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
    @PostMapping("/{userId}/invitation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void inviteAgain(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        if (!invitations.sendAgain(reach.below(caller, userId), caller.actor())) {
            throw Problem.conflict(
                    "nothing-to-send", "This user has completed the set-up: reset the second factor instead.");
        }
    }

    @PostMapping(path = "/import", consumes = "text/csv")
    ImportUsers.Imported importCsv(@AuthenticationPrincipal Caller caller, Reader body) throws IOException {
        try (body) {
            return importUsers.read(body, organizations.get(caller.organizationId()), caller);
        }
    }

    record Invitation(
            @NotNull @Pattern(regexp = "[\\p{L}\\p{N}._@+-]{1,100}")
            String username,

            @Email @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String displayName,
            @Nullable Role role) {}

    record Invited(String userId) {}
}
