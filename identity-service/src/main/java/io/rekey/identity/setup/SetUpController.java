package io.rekey.identity.setup;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.factor.PendingEnrollment;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.session.Client;
import io.rekey.identity.session.Cookies;
import io.rekey.identity.signin.SignInFactory;
import io.rekey.identity.token.OpaqueToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The set-up for programs. The flow's and the session's tokens travel in cookies only, never in a body. */
@RestController
@AllowEverybody
@RequestMapping("/api/v1/set-up")
class SetUpController {

    private final OpenLink openLink;
    private final SetUpAuthenticator setUp;
    private final QrCode qr;

    SetUpController(OpenLink openLink, SetUpAuthenticator setUp, QrCode qr) {
        this.openLink = openLink;
        this.setUp = setUp;
        this.qr = qr;
    }

    /** The mailed link's door: link and password; for an invitation, the password to be; the link alone where that is enough. */
    @PostMapping
    Opened open(@Valid @RequestBody LinkAndPassword body, HttpServletResponse response) {
        OpaqueToken flow = openLink.open(body.link(), body.password(), null);
        Cookies.FLOW.write(response, flow.value(), SignInFactory.LIFETIME);
        return new Opened("ENROLLMENT_REQUIRED");
    }

    @PostMapping("/authenticator")
    Authenticator begin(@Valid @RequestBody Provider body, HttpServletRequest request) {
        PendingEnrollment pending = setUp.begin(flow(request), body.provider());
        return new Authenticator(pending.provider(), pending.uri(), pending.secret(), qr.svg(pending.uri()));
    }

    @PostMapping("/authenticator/confirmation")
    Finished confirm(@Valid @RequestBody FirstCode body, HttpServletRequest request, HttpServletResponse response) {
        SetUpAuthenticator.Finished finished = setUp.confirm(flow(request), body.code(), Client.of(request));
        Cookies.FLOW.clear(response);
        finished.session()
                .ifPresent(session -> Cookies.SESSION.write(response, session.value(), Cookies.SESSION_LIFETIME));
        return new Finished(finished.session().isPresent() ? "SIGNED_IN" : "SET_UP", finished.backupCodes());
    }

    private static OpaqueToken flow(HttpServletRequest request) {
        return Cookies.FLOW.read(request).orElseThrow(SecondFactors::startAgain);
    }

    record LinkAndPassword(
            @NotBlank @Size(max = 4096) String link,
            @Nullable @Size(min = 1, max = 1024) String password) {
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

    record Opened(String state) {}

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
