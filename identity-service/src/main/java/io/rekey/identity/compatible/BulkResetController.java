package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.identity.access.AllowPermission;
import io.rekey.identity.access.Permission;
import io.rekey.identity.enrollment.Providers;
import io.rekey.identity.plan.TakeOrder;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.reset.ResetOrder;
import io.rekey.identity.session.Caller;
import io.rekey.identity.stepup.StepUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door for a list of users: what {@code POST /api/v1/resets} does for all providers. */
@RestController
class BulkResetController {

    private static final String DOOR = "PUT /user/users/mfa/reset";

    private final TakeOrder takeOrder;
    private final Providers providers;

    BulkResetController(TakeOrder takeOrder, Providers providers) {
        this.takeOrder = takeOrder;
        this.providers = providers;
    }

    /**
     * Resets users, each by a verdict of their own.
     *
     * @param level {@code user}, {@code organization} or {@code both} in any case; absent means personal enrollments
     * @param reason where the body says none
     * @param proof for {@code mfa:reset} on exactly the ids of the body
     */
    @AllowPermission(Permission.MFA_RESET)
    @PutMapping("/user/users/mfa/reset")
    ResponseEntity<TakeOrder.Verdicts> reset(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody UserList body,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable @Size(max = 500) @Pattern(regexp = UserList.NOT_BLANK)
                    String reason,
            @RequestParam(required = false) @Nullable @Size(max = 100) String ticket,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Pattern(regexp = TakeOrder.KEY)
                    String key,
            @RequestHeader(name = StepUp.HEADER, required = false) @Nullable String proof) {
        ResetOrder order = new ResetOrder(
                providers.requireKnown(List.of()),
                level(level),
                said(body.reason(), said(reason, CompatibleOrder.reason(DOOR))).strip(),
                body.ticket() == null ? ticket : body.ticket(),
                CompatibleOrder.key(caller, key));
        TakeOrder.Taken taken = takeOrder.take(caller, order, body.users(), proof);
        return taken.answer(new TakeOrder.Verdicts(taken.resets()));
    }

    private static Level level(@Nullable String named) {
        return Stream.of(Level.values())
                .filter(level -> AuthenticationMethod.text(level).equalsIgnoreCase(said(named, "user")))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("unknown-level", "Name the level user, organization or both."));
    }

    private static String said(@Nullable String said, String otherwise) {
        return said == null ? otherwise : said;
    }
}
