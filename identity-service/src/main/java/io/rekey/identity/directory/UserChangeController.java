package io.rekey.identity.directory;

import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.Profile;
import io.rekey.identity.user.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What may be changed about a user. */
@RestController
@RequestMapping("/api/v1/users/{userId}")
@AllowPermission(Permission.USER_WRITE)
@ResponseStatus(HttpStatus.NO_CONTENT)
class UserChangeController {

    private final Reach reach;
    private final EditProfile editProfile;
    private final ChangeRoles changeRoles;
    private final SuspendUser suspendUser;
    private final ReinstateUser reinstateUser;
    private final StepUp stepUp;

    UserChangeController(
            Reach reach,
            EditProfile editProfile,
            ChangeRoles changeRoles,
            SuspendUser suspendUser,
            ReinstateUser reinstateUser,
            StepUp stepUp) {
        this.reach = reach;
        this.editProfile = editProfile;
        this.changeRoles = changeRoles;
        this.suspendUser = suspendUser;
        this.reinstateUser = reinstateUser;
        this.stepUp = stepUp;
    }

    /** Whom it is refused anyhow, it costs no proof. */
    @PutMapping("/profile")
    void edit(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @Valid @RequestBody ProfileBody body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        Profile profile = body.profile();
        editProfile.target(caller, userId, profile);
        stepUp.require(proof, caller, Permission.USER_WRITE, List.of(userId));
        editProfile.edit(caller, userId, profile);
    }

    @PutMapping("/roles")
    void changeRoles(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @Valid @RequestBody Roles body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ChangeRoles.Rights rights = body.rights();
        changeRoles.require(caller, userId, rights);
        stepUp.require(proof, caller, Permission.USER_WRITE, List.of(userId));
        changeRoles.change(caller, userId, rights);
    }

    /** No sign-in, no session, from this answer on. */
    @PutMapping("/suspension")
    void suspend(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        suspendUser.suspend(reach.below(caller, userId), caller.actor());
    }

    @DeleteMapping("/suspension")
    void reinstate(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        reinstateUser.reinstate(caller, reach.below(caller, userId));
    }

    /** @param language a language tag (BCP 47), for example {@code en} or {@code pt-BR} */
    record ProfileBody(
            @NotBlank @Size(max = 200) String displayName,
            @Email @NotBlank @Size(max = 254) String email,

            @NotNull @Size(max = 35) @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
            String language) {

        Profile profile() {
            return new Profile(displayName.strip(), email.strip(), language);
        }
    }

    record Roles(
            @NotNull Role role,
            @NotNull @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z]{1,20}:[a-z]{1,20}") String> permissions) {

        ChangeRoles.Rights rights() {
            Set<Permission> granted = permissions.stream().map(Roles::known).collect(Collectors.toSet());
            return new ChangeRoles.Rights(role, granted);
        }

        private static Permission known(String text) {
            return Permission.named(text)
                    .orElseThrow(
                            () -> Problem.badRequest("unknown-permission", "There is no permission " + text + "."));
        }
    }
}
