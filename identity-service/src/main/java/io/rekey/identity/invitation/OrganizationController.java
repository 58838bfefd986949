package io.rekey.identity.invitation;

import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organization;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.Role;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For operators: which organizations there are, and in which of them somebody is. */
@RestController
@AllowOperator
@RequestMapping("/api/v1")
class OrganizationController {

    private final Organizations organizations;
    private final CreateOrganization createOrganization;
    private final Users users;
    private final StepUp stepUp;

    OrganizationController(
            Organizations organizations, CreateOrganization createOrganization, Users users, StepUp stepUp) {
        this.organizations = organizations;
        this.createOrganization = createOrganization;
        this.users = users;
        this.stepUp = stepUp;
    }

    @GetMapping("/organizations")
    Page list(
            @RequestParam(defaultValue = "") @Pattern(regexp = "[A-Za-z0-9_-]{0,64}") String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<Organization> found = organizations.page(after, limit + 1);
        List<Organization> shown = found.stream().limit(limit).toList();
        return new Page(
                shown.stream().map(OrganizationView::of).toList(),
                found.size() > limit ? shown.getLast().id() : null);
    }

    /** Asked again with the same words, it finishes what broke off, and answers 409 if nothing did. */
    @PostMapping("/organizations")
    @ResponseStatus(HttpStatus.CREATED)
    Created create(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody NewOrganization body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        stepUp.require(proof, caller, Permission.POLICY_WRITE, List.of(body.organizationId()));
        var organization = new CreateOrganization.New(
                body.organizationId(), body.name().strip(), body.environment().strip());
        FirstPerson first = body.administrator();
        var administrator =
                new Invitations.Invitee(first.username(), first.email(), first.displayName(), Role.ADMINISTRATOR);
        return new Created(body.organizationId(), createOrganization.create(caller, organization, administrator));
    }

    /** The one user of exactly this username, wherever it is at home. */
    @GetMapping("/platform/users")
    Found find(@RequestParam @Size(max = 200) String username) {
        return users.findByUsername(username).map(Found::of).orElseThrow(Problem::notFound);
    }

    record NewOrganization(
            @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,64}")
            String organizationId,

            @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\p{Cntrl}]*")
            String name,

            @NotBlank @Size(max = 40) @Pattern(regexp = "[^\\p{Cntrl}]*")
            String environment,

            @NotNull @Valid FirstPerson administrator) {}

    record FirstPerson(
            @NotNull @Pattern(regexp = "[\\p{L}\\p{N}._@+-]{1,100}")
            String username,

            @Email @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String displayName) {}

    /** @param userId of the administrator who is invited */
    record Created(String organizationId, String userId) {}

    /** @param next to be given as {@code after}; absent at the end */
    record Page(
            List<OrganizationView> organizations, @Nullable String next) {}

    record OrganizationView(String organizationId, String name, String environment) {
        static OrganizationView of(Organization organization) {
            return new OrganizationView(organization.id(), organization.name(), organization.environment());
        }
    }

    record Found(String userId, String organizationId, String username) {
        static Found of(User user) {
            return new Found(user.id(), user.organizationId(), user.username());
        }
    }
}
