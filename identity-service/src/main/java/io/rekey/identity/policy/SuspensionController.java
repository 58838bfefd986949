package io.rekey.identity.policy;

import io.rekey.identity.access.AllowOperator;
import io.rekey.identity.access.Permission;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.organization.Suspension;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Break-glass, for operators: needs a reason, and ends by itself. */
@RestController
@AllowOperator
@RequestMapping("/api/v1/platform/two-factor-suspension")
class SuspensionController {

    private static final Duration STANDARD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final SuspendTwoFactor suspendTwoFactor;
    private final StepUp stepUp;

    SuspensionController(SuspendTwoFactor suspendTwoFactor, StepUp stepUp) {
        this.suspendTwoFactor = suspendTwoFactor;
        this.stepUp = stepUp;
    }

    @GetMapping
    SuspensionView show() {
        return SuspensionView.of(suspendTwoFactor.present());
    }

    /** From the answer on, passwords alone sign in. Repeated, it begins anew with the new end. */
    @PutMapping
    SuspensionView suspend(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody Emergency body,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        Duration lifetime = Optional.ofNullable(body.lifetime()).orElse(STANDARD);
        if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
            throw Problem.unprocessable(
                    "lifetime-out-of-bounds",
                    "Two factors are suspended for a moment at least and " + LONGEST + " at most.");
        }
        requireProof(caller, proof);
        return SuspensionView.of(
                Optional.of(suspendTwoFactor.suspend(caller, body.reason().strip(), lifetime)));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(
            @AuthenticationPrincipal Caller caller,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        requireProof(caller, proof);
        suspendTwoFactor.resume(caller);
    }

    private void requireProof(Caller caller, @Nullable String proof) {
        stepUp.require(proof, caller, Permission.MFA_DISABLE, List.of(Organizations.PLATFORM));
    }

    /** @param lifetime one hour if left out; {@code PT1H} or {@code 1h} */
    record Emergency(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Duration lifetime) {}

    /** @param by the id of whoever began it */
    record SuspensionView(
            boolean suspended,
            @Nullable Instant until,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Instant at) {

        static SuspensionView of(Optional<Suspension> suspension) {
            return suspension
                    .map(held -> new SuspensionView(true, held.until(), held.reason(), held.by(), held.at()))
                    .orElseGet(() -> new SuspensionView(false, null, null, null, null));
        }
    }
}
