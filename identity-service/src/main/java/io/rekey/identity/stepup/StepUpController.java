package io.rekey.identity.stepup;

import io.rekey.identity.guess.GuessBudget;
import io.rekey.identity.password.PasswordHashing;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a signed-in person proves once more that it is them; guesses come from the account's one budget. */
@RestController
class StepUpController {

    private final StepUpProofs proofs;
    private final PasswordHashing passwords;
    private final GuessBudget guesses;
    private final Clock clock;

    StepUpController(StepUpProofs proofs, PasswordHashing passwords, GuessBudget guesses, Clock clock) {
        this.proofs = proofs;
        this.passwords = passwords;
        this.guesses = guesses;
        this.clock = clock;
    }

    @PostMapping("/api/v1/step-up")
    @ResponseStatus(HttpStatus.CREATED)
    Proof prove(@AuthenticationPrincipal Caller caller, @Valid @RequestBody Wanted body) {
        boolean mayTry = guesses.reserve(caller.id());
        if (!passwords.matches(body.password(), mayTry ? caller.user().passwordHash() : null)) {
            guesses.recordFailure(caller.user(), caller.organizationId(), "step-up", mayTry ? "wrong" : "paused");
            throw Problem.of(HttpStatus.FORBIDDEN, "did-not-match", "That did not match. Nothing was changed.");
        }
        guesses.giveBack(caller.id());
        return new Proof(
                proofs.issue(caller, body.action(), body.targets()).value(),
                clock.instant().plus(StepUpProofs.LIFETIME));
    }

    record Wanted(
            @NotNull @Pattern(regexp = "[a-z]{1,20}:[a-z]{1,20}")
            String action,

            @NotEmpty @Size(max = 10_000) List<@Pattern(regexp = "[A-Za-z0-9_-]{1,64}") String> targets,
            @NotNull @Size(min = 1, max = 1024) String password) {

        @Override
        public String toString() {
            return "Wanted[action=" + action + "]";
        }
    }

    record Proof(String proof, Instant expiresAt) {
        @Override
        public String toString() {
            return "Proof[…]";
        }
    }
}
