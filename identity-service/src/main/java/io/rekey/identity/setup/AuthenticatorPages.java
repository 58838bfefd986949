package io.rekey.identity.setup;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.factor.PendingEnrollment;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.page.Page;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Client;
import io.rekey.identity.session.Cookies;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * From the password to the new authenticator. Key and backup codes are only ever the answer to a post, so that neither a
 * look nor the Back button shows them, and no GET makes one.
 *
 * <pre>
 * /set-up/authenticator ──POST provider──▶ QR code ──POST code──▶ backup codes ──POST saved──▶ /set-up/done
 * </pre>
 */
@Controller
@AllowEverybody
@RequestMapping("/set-up")
class AuthenticatorPages {

    private static final int CODE_LENGTH = 32;

    private final SetUpAuthenticator setUp;
    private final Organizations organizations;
    private final QrCode qr;

    AuthenticatorPages(SetUpAuthenticator setUp, Organizations organizations, QrCode qr) {
        this.setUp = setUp;
        this.organizations = organizations;
        this.qr = qr;
    }

    @GetMapping("/authenticator")
    ModelAndView choose(HttpServletRequest request) {
        return inTheFlow(request, flow -> page("setup/provider", flow));
    }

    /** Asked again for the same provider, the same key is shown: reloading is harmless. */
    @PostMapping("/authenticator")
    ModelAndView begin(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String provider,
            HttpServletRequest request) {
        return inTheFlow(request, flow -> {
            Tab.of(flow).require(tab);
            try {
                return codePage(flow, provider, setUp.begin(flow, provider));
            } catch (Problem refusal) {
                return refused(page("setup/provider", flow), refusal);
            }
        });
    }

    /** Where a reloaded address leads: what was shown here is not shown by looking. */
    @GetMapping({"/authenticator/confirmation", "/backup-codes"})
    ModelAndView back() {
        return Page.seeOther("/set-up/authenticator");
    }

    @PostMapping("/authenticator/confirmation")
    ModelAndView confirm(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        return inTheFlow(request, flow -> {
            Tab.of(flow).require(tab);
            ModelAndView page = page("setup/backup-codes", flow).addObject("provider", provider);
            try {
                SetUpAuthenticator.Finished finished = setUp.confirm(flow, typed(code), Client.of(request));
                return finished(page, finished, response);
            } catch (Problem refusal) {
                return refused(codePage(flow, provider, shownAgain(flow, provider)), refusal);
            }
        });
    }

    /** The person's word that the codes are saved; the browser then forgets the set-up. */
    @PostMapping("/backup-codes")
    ModelAndView saved(@RequestParam(defaultValue = "false") boolean saved, HttpServletResponse response) {
        if (!saved) {
            // Nothing to go to (204): the browser stays where it is, where the codes still are.
            ModelAndView stay = new ModelAndView((model, request, empty) -> {});
            stay.setStatus(HttpStatus.NO_CONTENT);
            return stay;
        }
        Cookies.FLOW.clear(response);
        return Page.seeOther("/set-up/done");
    }

    @GetMapping("/done")
    ModelAndView done() {
        return Page.of("setup/done");
    }

    private static ModelAndView finished(
            ModelAndView page, SetUpAuthenticator.Finished finished, HttpServletResponse response) {
        Cookies.LINK.clear(response);
        finished.session()
                .ifPresent(session -> Cookies.SESSION.write(response, session.value(), Cookies.SESSION_LIFETIME));
        return page.addObject("codes", finished.backupCodes());
    }

    private ModelAndView page(String template, OpaqueToken flow) {
        SetUpAuthenticator.UnderWay underWay = setUp.look(flow);
        User user = underWay.user();
        return Page.of(template)
                .addObject("tab", Tab.of(flow))
                .addObject("person", AddressedPerson.of(user, organizations.get(user.organizationId())))
                .addObject("providers", underWay.providers());
    }

    private ModelAndView codePage(OpaqueToken flow, String provider, @Nullable PendingEnrollment pending) {
        ModelAndView page = page("setup/authenticator", flow).addObject("provider", provider);
        return pending == null
                ? page
                : page.addObject("qr", qr.svg(pending.uri()))
                        .addObject("uri", pending.uri())
                        .addObject("key", pending.secret().replaceAll("(.{4})(?=.)", "$1 "));
    }

    /** The key once more beside the refusal; where it cannot be had, the page does without: the app has it already. */
    private @Nullable PendingEnrollment shownAgain(OpaqueToken flow, String provider) {
        try {
            return setUp.begin(flow, provider);
        } catch (Problem alsoRefused) {
            return null;
        }
    }

    /** Apps show the digits in groups. What is no code at all costs no try. */
    private static String typed(String code) {
        String digits = code.replaceAll("\\s", "");
        if (digits.isEmpty() || digits.length() > CODE_LENGTH) {
            throw Problem.unprocessable("code-missing", "Type the six digits that the app shows.");
        }
        return digits;
    }

    private static ModelAndView inTheFlow(HttpServletRequest request, Function<OpaqueToken, ModelAndView> then) {
        try {
            return then.apply(Cookies.FLOW.read(request).orElseThrow(SecondFactors::startAgain));
        } catch (Problem refusal) {
            return Page.refused(Page.of("setup/stopped"), refusal);
        }
    }

    /** The same page, unless nothing on it can help any more. */
    private static ModelAndView refused(ModelAndView page, Problem refusal) {
        boolean isOver = refusal.type().equals(SecondFactors.startAgain().type());
        return Page.refused(isOver ? Page.of("setup/stopped") : page, refusal);
    }
}
