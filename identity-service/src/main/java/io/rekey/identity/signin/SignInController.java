package io.rekey.identity.signin;

import io.rekey.identity.factor.PendingEnrollment;
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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in step by step. The flow's and the session's tokens travel in cookies only, never in a body. */
@RestController
@RequestMapping("/api/v1")
class SignInController {

    private static final Duration FLOW = Duration.ofMinutes(10);
    private static final Duration DEVICE = Duration.ofDays(30);

    private final StartSignIn start;
    private final GiveSecondFactor secondFactor;
    private final SetUpAuthenticator setUp;
    private final OpenLink openLink;
    private final QrCode qr;

    SignInController(
            StartSignIn start, GiveSecondFactor secondFactor, SetUpAuthenticator setUp, OpenLink openLink, QrCode qr) {
        this.start = start;
        this.secondFactor = secondFactor;
        this.setUp = setUp;
        this.openLink = openLink;
        this.qr = qr;
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
        return answer(secondFactor.code(flow(request), body.code(), body.trustBrowser(), Client.of(request)), response);
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

    /** The mailed link's door: link and password; for an invitation, the password to be. */
    @PostMapping("/set-up")
    Answer openLink(@Valid @RequestBody LinkAndPassword body, HttpServletResponse response) {
        return answer(openLink.open(body.link(), body.password()), response);
    }

    @PostMapping("/set-up/authenticator")
    Authenticator begin(@Valid @RequestBody Provider body, HttpServletRequest request) {
        PendingEnrollment pending = setUp.begin(flow(request), body.provider());
        return new Authenticator(pending.provider(), pending.uri(), pending.secret(), qr.svg(pending.uri()));
    }

    @PostMapping("/set-up/authenticator/confirmation")
    Finished confirm(@Valid @RequestBody FirstCode body, HttpServletRequest request, HttpServletResponse response) {
        SetUpAuthenticator.Finished finished = setUp.confirm(flow(request), body.code(), Client.of(request));
        Cookies.FLOW.clear(response);
        finished.session().ifPresent(session -> Cookies.SESSION.write(response, session.value(), FOR_THE_BROWSER));
        return new Finished(finished.session().isPresent() ? "SIGNED_IN" : "SET_UP", finished.backupCodes());
    }

    /** The server decides when a session ends; the cookie only has to outlive it. */
    private static final Duration FOR_THE_BROWSER = Duration.ofHours(12);

    private static Answer answer(NextStep next, HttpServletResponse response) {
        return switch (next) {
            case NextStep.SecondFactorRequired required -> {
                Cookies.FLOW.write(response, required.flow().value(), FLOW);
                yield new Answer("SECOND_FACTOR_REQUIRED", required.providers(), null);
            }
            case NextStep.EnrollmentRequired required -> {
                Cookies.FLOW.write(response, required.flow().value(), FLOW);
                yield new Answer("ENROLLMENT_REQUIRED", List.of(), null);
            }
            case NextStep.LinkRequired _ -> new Answer("LINK_REQUIRED", List.of(), null);
            case NextStep.SignedIn signedIn -> {
                Cookies.FLOW.clear(response);
                Cookies.SESSION.write(response, signedIn.session().value(), FOR_THE_BROWSER);
                signedIn.deviceToken().ifPresent(token -> Cookies.DEVICE.write(response, token, DEVICE));
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

    record Code(@NotNull @Size(min = 1, max = 32) String code, boolean trustBrowser) {
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

    record LinkAndPassword(
            @NotBlank @Size(max = 4096) String link,
            @NotNull @Size(min = 1, max = 1024) String password) {
        @Override
        public String toString() {
            return "LinkAndPassword[…]";
        }
    }

    record Provider(@NotBlank @Size(max = 32) String provider) {}

    record FirstCode(@NotNull @Size(min = 1, max = 32) String code) {
        @Override
        public String toString() {
            return "FirstCode[…]";
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

    record Authenticator(String provider, String uri, String secret, String qrSvg) {
        @Override
        public String toString() {
            return "Authenticator[provider=" + provider + "]";
        }
    }

    record Finished(String state, List<String> backupCodes) {
        @Override
        public String toString() {
            return "Finished[state=" + state + "]";
        }
    }
}
