package io.rekey.identity.stepup;

import io.rekey.events.identity.StepUpMethod;
import io.rekey.identity.access.AllowSignedIn;
import io.rekey.identity.session.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a signed-in person proves once more that it is them. */
@RestController
@AllowSignedIn
@RequestMapping("/api/v1/step-up")
class StepUpController {

    private final ProveAgain proveAgain;
    private final Clock clock;

    StepUpController(ProveAgain proveAgain, Clock clock) {
        this.proveAgain = proveAgain;
        this.clock = clock;
    }

    /** What a proof must be made of. */
    @GetMapping
    Asked asked(@AuthenticationPrincipal Caller caller) {
        return new Asked(proveAgain.kindFor(caller.person()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Proof prove(@AuthenticationPrincipal Caller caller, @Valid @RequestBody Wanted body) {
        var given = new ProveAgain.Given(body.action(), body.targets(), body.password(), body.code());
        return new Proof(
                proveAgain.prove(caller.person(), given).value(),
                clock.instant().plus(StepUpProofs.LIFETIME));
    }

    record Asked(StepUpMethod kind) {}

    record Wanted(
            @NotNull @Pattern(regexp = "[a-z]{1,20}:[a-z]{1,20}")
            String action,

            @NotEmpty @Size(max = 10_000) List<@NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,64}") String> targets,
            @Nullable @Size(min = 1, max = 1024) String password,
            @Nullable @Pattern(regexp = "[0-9]{6}") String code) {

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
