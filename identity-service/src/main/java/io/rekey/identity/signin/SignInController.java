package io.rekey.identity.signin;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.session.Client;
import io.rekey.identity.session.Cookies;
import io.rekey.identity.token.OpaqueToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in step by step. The flow's and the session's tokens travel in cookies only, never in a body. */
@RestController
@AllowEverybody
@RequestMapping("/api/v1")
class SignInController {

    private final StartSignIn start;
    private final GiveSecondFactor secondFactor;

    SignInController(StartSignIn start, GiveSecondFactor secondFactor) {
        this.start = start;
        this.secondFactor = secondFactor;
    }

    @PostMapping("/sign-in")
    Answer signIn(@Valid @RequestBody Password body, HttpServletRequest request, HttpServletResponse response) {
        @Nullable OpaqueToken device = Cookies.DEVICE.read(request).orElse(null);
        return answer(
                start.start(
                        new StartSignIn.Credentials(body.username(), body.password(), body.organization(), device),
                        Client.of(request)),
                response);
    }

    @PostMapping("/sign-in/second-factor")
    Answer code(@Valid @RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        return answer(
                secondFactor.code(
                        flow(request), body.code(), Boolean.TRUE.equals(body.trustBrowser()), Client.of(request)),
                response);
    }

    @PostMapping("/sign-in/backup-code")
    Answer backupCode(@Valid @RequestBody BackupCode body, HttpServletRequest request, HttpServletResponse response) {
        return answer(secondFactor.backupCode(flow(request), body.code(), Client.of(request)), response);
    }

    @PostMapping("/sign-in/resynchronization")
    Answer twoCodes(@Valid @RequestBody TwoCodes body, HttpServletRequest request, HttpServletResponse response) {
        return answer(
                secondFactor.twoCodes(flow(request), body.firstCode(), body.secondCode(), Client.of(request)),
                response);
    }

    private static Answer answer(NextStep next, HttpServletResponse response) {
        return switch (next) {
            case NextStep.SecondFactorRequired required -> {
                Cookies.FLOW.write(response, required.flow().value(), SignInFactory.LIFETIME);
                yield new Answer("SECOND_FACTOR_REQUIRED", required.providers(), null);
            }
            case NextStep.EnrollmentRequired required -> {
                Cookies.FLOW.write(response, required.flow().value(), SignInFactory.LIFETIME);
                yield new Answer("ENROLLMENT_REQUIRED", List.of(), null);
            }
            case NextStep.LinkRequired _ -> new Answer("LINK_REQUIRED", List.of(), null);
            case NextStep.SignedIn signedIn -> {
                Cookies.FLOW.clear(response);
                Cookies.SESSION.write(response, signedIn.session().value(), Cookies.SESSION_LIFETIME);
                signedIn.deviceToken()
                        .ifPresent(device -> Cookies.DEVICE.write(response, device.token(), device.lifetime()));
                yield new Answer("SIGNED_IN", List.of(), signedIn.backupCode());
            }
        };
    }

    private static OpaqueToken flow(HttpServletRequest request) {
        return Cookies.FLOW.read(request).orElseThrow(SecondFactors::startAgain);
    }

    record Password(
            @NotBlank @Size(max = 200) String username,
            @NotNull @Size(min = 1, max = 1024) String password,

            @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{1,64}")
            String organization) {

        @Override
        public String toString() {
            return "Password[…]";
        }
    }

    /** @param trustBrowser no, if left out */
    record Code(
            @NotNull @Size(min = 1, max = 32) String code,
            @Nullable Boolean trustBrowser) {

        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    record BackupCode(@NotBlank @Size(max = 64) String code) {
        @Override
        public String toString() {
            return "BackupCode[…]";
        }
    }

    record TwoCodes(
            @NotNull @Size(min = 1, max = 32) String firstCode,
            @NotNull @Size(min = 1, max = 32) String secondCode) {
        @Override
        public String toString() {
            return "TwoCodes[…]";
        }
    }

    /** @param replacementCode in place of the backup code just spent, shown once */
    record Answer(
            String state, List<String> providers, @Nullable String replacementCode) {
        @Override
        public String toString() {
            return "Answer[state=" + state + "]";
        }
    }
}
