package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.plan.TakeOrder;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.stepup.StepUp;
import io.rekey.identity.user.User;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A user's authentication methods: seeing them, and clearing all of them or one. */
@RestController
@RequestMapping("/api/v2/users/{userId}/authentication-methods")
class AuthenticationMethodController {

    private static final String ALL = "DELETE /api/v2/users/{id}/authentication-methods";
    private static final String ONE = ALL + "/{methodId}";

    private final AuthenticationMethods methods;
    private final HomeUsers homeUsers;
    private final TakeOrder takeOrder;
    private final Providers providers;

    AuthenticationMethodController(
            AuthenticationMethods methods, HomeUsers homeUsers, TakeOrder takeOrder, Providers providers) {
        this.methods = methods;
        this.homeUsers = homeUsers;
        this.takeOrder = takeOrder;
        this.providers = providers;
    }

    @AllowSignedIn // one's own by everybody; others' by those with the permission
    @GetMapping
    List<AuthenticationMethod> list(@AuthenticationPrincipal Caller caller, @PathVariable String userId) {
        if (caller instanceof Person person && person.id().equals(userId)) {
            return methods.of(person.user(), person.session().organizationId());
        }
        if (!caller.may(Permission.USER_READ)) {
            throw Problem.notFound();
        }
        return methods.of(homeUsers.require(caller, userId), caller.organizationId());
    }

    /**
     * Clears everything in one call (R40). A repetition is another reset, for somebody may have enrolled in between; with
     * the same Idempotency-Key it is the first one again.
     *
     * @param proof for {@code mfa:reset} on the user
     */
    @AllowPermission(Permission.MFA_RESET)
    @DeleteMapping
    ResponseEntity<Clearing> clearAll(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Pattern(regexp = TakeOrder.KEY)
                    String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        homeUsers.requireUnlessProven(caller, userId, proof);
        ResetOrder order = CompatibleOrder.of(caller, key, providers.requireKnown(List.of()), Level.BOTH, ALL);
        return Clearing.of(
                takeOrder.take(caller, order, List.of(userId), proof),
                order,
                "Covers every authenticator and all backup codes, the user's own and your organization's. The user is"
                        + " mailed a link to set up again.");
    }

    /**
     * Clears one method: a reset of its provider at its level.
     *
     * @param methodId as the list names it; one that a reset has voided is unknown
     * @param proof for {@code mfa:reset} on the user
     */
    @AllowPermission(Permission.MFA_RESET)
    @DeleteMapping("/{methodId}")
    ResponseEntity<Clearing> clearOne(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @PathVariable String methodId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Pattern(regexp = TakeOrder.KEY)
                    String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        User user = homeUsers.require(caller, userId);
        String organizationId = caller.organizationId();
        Scope scope = methods.find(user, organizationId, methodId).orElseThrow(Problem::notFound);
        ResetOrder order = CompatibleOrder.of(caller, key, List.of(scope.provider()), scope.level(), ONE);
        TakeOrder.Taken taken = takeOrder
                .repeated(caller, order, List.of(userId))
                .orElseGet(() -> {
                    if (!methods.isLive(user, organizationId, methodId)) {
                        throw Problem.notFound();
                    }
                    return takeOrder.take(caller, order, List.of(userId), proof);
                });
        return Clearing.of(taken, order, note(scope));
    }

    private static String note(Scope scope) {
        return scope.provider().equals(Scope.BACKUP_CODES)
                ? Clearing.BACKUP_CODES_ONLY
                : "Covers whatever this user has of this provider at this level, and the backup codes of the level as"
                        + " well. The user is mailed a link to set up again.";
    }
}
