package io.rekey.identity.setup;

import io.rekey.identity.access.AllowEverybody;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.page.Page;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Cookies;
import io.rekey.identity.signin.Refusals;
import io.rekey.identity.signin.SignInFactory;
import io.rekey.identity.token.OpaqueToken;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The mailed link's first pages. Opening and looking changes nothing, however often and by whomever (R23): the only thing
 * that acts is the post.
 *
 * <pre>
 * GET /set-up/{token} ──303──▶ /set-up ──Continue──▶ /set-up/password ──POST──▶ {@link AuthenticatorPages}
 *     (token into a cookie)     whom, what            link + password              ▲
 *                                  └──────────POST, where the link is enough───────┘
 * </pre>
 */
@Controller
@AllowEverybody
@RequestMapping("/set-up")
class MailedLinkPages {

    /** To read a page and find a password; whoever takes longer opens the mail again. */
    private static final Duration AT_HAND = Duration.ofMinutes(15);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,2048}");

    private final OpenLink openLink;
    private final Organizations organizations;
    private final Clock clock;

    MailedLinkPages(OpenLink openLink, Organizations organizations, Clock clock) {
        this.openLink = openLink;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Takes the token out of the address bar, the history and every Referer, before anything is shown (R26). */
    @GetMapping("/{token}")
    ModelAndView arrive(@PathVariable String token, HttpServletResponse response) {
        if (!TOKEN.matcher(token).matches()) {
            return dead(Refusals.deadLink());
        }
        Cookies.LINK.write(response, token, AT_HAND);
        return Page.seeOther("/set-up");
    }

    @GetMapping
    ModelAndView start(HttpServletRequest request) {
        return whileTheLinkLives(request, link -> page("setup/start", link));
    }

    @GetMapping("/password")
    ModelAndView password(HttpServletRequest request) {
        return whileTheLinkLives(
                request,
                link -> openLink.opensAlone(openLink.look(link.value()))
                        ? Page.seeOther("/set-up")
                        : page("setup/password", link));
    }

    /**
     * From the page with the password, or from the first one where the link is enough.
     *
     * @param tab which link's page this was sent from: another one may have been opened since (L25)
     */
    @PostMapping("/password")
    ModelAndView open(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        return whileTheLinkLives(request, link -> {
            Tab.of(link).require(tab);
            try {
                User user = openLink.look(link.value());
                @Nullable String given = openLink.opensAlone(user) ? null : typed(password, repeated, user);
                OpaqueToken leaving = Cookies.FLOW.read(request).orElse(null);
                OpaqueToken flow = openLink.open(link.value(), given, leaving);
                Cookies.FLOW.write(response, flow.value(), SignInFactory.LIFETIME);
                return Page.seeOther("/set-up/authenticator");
            } catch (Problem refusal) {
                return Page.refused(page("setup/password", link), refusal);
            }
        });
    }

    /** Slips of the hand, found before they cost a try. Without script a password cannot be shown, so it is typed twice. */
    private static String typed(String password, String repeated, User user) {
        if (password.isEmpty() || password.length() > 1024) {
            throw Problem.unprocessable("password-missing", "Type your password.");
        }
        if (user.status() == UserStatus.INVITED && !password.equals(repeated)) {
            throw Problem.unprocessable(
                    "passwords-differ", "The two passwords are not the same. Type the same one twice.");
        }
        return password;
    }

    private ModelAndView page(String template, OpaqueToken link) {
        User user = openLink.look(link.value());
        return Page.of(template)
                .addObject("tab", Tab.of(link))
                .addObject("person", AddressedPerson.of(user, organizations.get(user.organizationId())))
                .addObject("opensAlone", openLink.opensAlone(user))
                .addObject("minutes", minutesLeft(user));
    }

    /** In minutes, not by the clock: the server does not know whose clock it would be. */
    private long minutesLeft(User user) {
        var link = user.link();
        return link == null || link.exp() == null
                ? 0
                : Math.max(1, Duration.between(clock.instant(), link.exp()).toMinutes());
    }

    private static ModelAndView whileTheLinkLives(
            HttpServletRequest request, java.util.function.Function<OpaqueToken, ModelAndView> then) {
        try {
            return then.apply(Cookies.LINK.read(request).orElseThrow(MailedLinkPages::notOpened));
        } catch (Problem refusal) {
            return dead(refusal);
        }
    }

    private static ModelAndView dead(Problem refusal) {
        return Page.refused(Page.of("setup/stopped"), refusal);
    }

    private static Problem notOpened() {
        return Problem.conflict(
                "link-not-opened",
                "This page needs the link in your mail. Open the mail and follow the link; it leads back here.");
    }
}
