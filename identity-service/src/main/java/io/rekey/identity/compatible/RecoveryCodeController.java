package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.access.Permission;
import io.rekey.identity.plan.TakeOrder;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.identity.session.Person;
import io.rekey.identity.stepup.StepUp;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** New backup codes: for oneself they are shown once; for somebody else the old ones are void and nothing is shown (R32). */
@RestController
class RecoveryCodeController {

    private static final String DOOR = "POST /api/v2/users/{id}/recovery-code-regeneration";

    private final RegenerateCodes regenerateCodes;
    private final HomeUsers homeUsers;
    private final TakeOrder takeOrder;
    private final StepUp stepUp;

    RecoveryCodeController(RegenerateCodes regenerateCodes, HomeUsers homeUsers, TakeOrder takeOrder, StepUp stepUp) {
        this.regenerateCodes = regenerateCodes;
        this.homeUsers = homeUsers;
        this.takeOrder = takeOrder;
        this.stepUp = stepUp;
    }

    /**
     * For oneself 201 and ten new codes, never remembered under a key: a repetition makes others. For somebody else 202: a
     * reset of the backup codes alone.
     *
     * @param body there is none; an empty object is taken for none
     * @param proof for {@code mfa:reset} on the user, oneself as well
     */
    @ApiResponse(
            responseCode = "201",
            description = "One's own, shown once",
            content = @Content(schema = @Schema(implementation = RecoveryCodes.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Somebody else's are void",
            content = @Content(schema = @Schema(implementation = Clearing.class)))
    @AllowSignedIn // one's own by everybody; others' by those with the permission
    @PostMapping("/api/v2/users/{userId}/recovery-code-regeneration")
    ResponseEntity<?> regenerate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String userId,
            @RequestBody(required = false) @Nullable Nothing body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Pattern(regexp = TakeOrder.KEY)
                    String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        return caller instanceof Person person && person.id().equals(userId)
                ? ownCodes(person, proof)
                : voided(caller, userId, key, proof);
    }

    private ResponseEntity<RecoveryCodes> ownCodes(Person person, @Nullable String proof) {
        var with = regenerateCodes.standingIn(person);
        stepUp.require(proof, person, Permission.MFA_RESET, List.of(person.id()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(RecoveryCodes.of(regenerateCodes.regenerate(person, with)));
    }

    private ResponseEntity<Clearing> voided(
            Caller caller, String userId, @Nullable String key, @Nullable String proof) {
        if (!caller.may(Permission.MFA_RESET)) {
            throw Problem.notFound();
        }
        homeUsers.requireUnlessProven(caller, userId, proof);
        ResetOrder order = CompatibleOrder.of(caller, key, List.of(Scope.BACKUP_CODES), Level.USER, DOOR);
        TakeOrder.Taken taken = takeOrder.take(caller, order, List.of(userId), proof);
        return Clearing.of(taken, order, Clearing.BACKUP_CODES_ONLY);
    }

    record Nothing() {}

    /** @param recoveryCode the first of them, for portals that know one */
    @JsonNaming(SnakeCaseStrategy.class)
    record RecoveryCodes(String recoveryCode, List<String> recoveryCodes) {

        static RecoveryCodes of(List<String> codes) {
            return new RecoveryCodes(codes.getFirst(), codes);
        }

        @Override
        public String toString() {
            return "RecoveryCodes[" + recoveryCodes.size() + "]";
        }
    }
}
