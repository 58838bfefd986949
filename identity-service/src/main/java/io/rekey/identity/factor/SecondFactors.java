package io.rekey.identity.factor;

import io.rekey.events.Level;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.Fences;
import io.rekey.identity.user.Reservation;
import io.rekey.serviceauth.ServiceClients;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * Asks mfa-service about second factors. Whatever cannot be asked is refused (I11): an unreachable service, a timeout or an
 * answer that is not understood lets nobody in.
 */
@Component
public class SecondFactors {

    private static final Logger log = LoggerFactory.getLogger(SecondFactors.class);

    private final MfaApi mfa;

    SecondFactors(ServiceClients clients, @Value("${rekey.services.mfa}") String baseUrl) {
        this.mfa = clients.client(MfaApi.class, "mfa-service", baseUrl);
    }

    /** Begins an enrollment for a reservation; repeated, it gives the same secret. */
    public PendingEnrollment begin(String userId, Reservation reservation, String issuer, String account) {
        MfaApi.Begun begun = asked(() -> mfa.begin(new MfaApi.Begin(
                reservation.owner(),
                userId,
                reservation.organizationId(),
                reservation.level(),
                reservation.provider(),
                reservation.epoch(),
                issuer,
                account)));
        return new PendingEnrollment(begun.enrollmentId(), begun.provider(), begun.uri(), begun.secret());
    }

    /** Whether the first code was right; a repeated request with the same code says so again. */
    public boolean activate(String userId, String enrollmentId, String code) {
        return asked(() -> mfa.activate(enrollmentId, new MfaApi.Activate(userId, code)))
                .result()
                .equals("ACTIVATED");
    }

    /** Whether an enrollment has had its right code. */
    public boolean isActive(String userId, String enrollmentId) {
        return asked(() -> mfa.state(userId, enrollmentId)).state().equals("ACTIVE");
    }

    /** Checks a code against the given enrollments, each under the fence that was captured with the sign-in. */
    // Guard: fence passed to the factor check
    public CheckedCode check(String userId, List<ConfirmedEnrollment> factors, Fences fences, String code) {
        return checked(asked(() -> mfa.verify(new MfaApi.Verify(userId, fenced(factors, fences), code))));
    }

    /** Finds the drift of somebody's clock by two consecutive codes (R5); both count as used. */
    public CheckedCode resynchronize(
            String userId, List<ConfirmedEnrollment> factors, Fences fences, String first, String second) {
        return checked(asked(
                () -> mfa.resynchronize(new MfaApi.Resynchronize(userId, fenced(factors, fences), first, second))));
    }

    /** Ten new backup codes in place of all of the level; shown once, known to nobody afterwards. */
    public List<String> issueBackupCodes(String userId, ConfirmedEnrollment with) {
        return issueBackupCodes(userId, with, with.epoch());
    }

    /**
     * The same for an authenticator that was set up before.
     *
     * @param epoch the user's, as read together with the enrollment: its own may be below the fence of the codes
     */
    public List<String> issueBackupCodes(String userId, ConfirmedEnrollment with, long epoch) {
        return asked(() -> mfa.issueBackupCodes(
                        new MfaApi.Issue(userId, with.organizationId(), with.level(), with.id(), epoch)))
                .codes();
    }

    /** What there is of a user; what of it counts, the user's document says. */
    public EnrolledFactors enrolled(String userId) {
        return EnrolledFactors.of(asked(() -> mfa.enrolled(userId)));
    }

    /** Spends a backup code for exactly one sign-in. */
    public SpentCode spendBackupCode(
            String userId, String organizationId, List<Level> levels, Fences fences, String code) {
        List<MfaApi.CodeSet> sets = levels.stream()
                .map(level -> new MfaApi.CodeSet(level, organizationId, fences.ofBackupCodes(level, organizationId)))
                .toList();
        MfaApi.Spending spending = asked(() -> mfa.spend(new MfaApi.Spend(userId, organizationId, sets, code)));
        return new SpentCode(spending.result().equals("ACCEPTED"), spending.replacement(), spending.left());
    }

    /** How many backup codes a user has left, over all levels. */
    public int backupCodesLeft(String userId) {
        return asked(() -> mfa.enrolled(userId)).backupCodes().stream()
                .mapToInt(MfaApi.BackupCodes::left)
                .sum();
    }

    private static CheckedCode checked(MfaApi.Verification verification) {
        return switch (verification.result()) {
            case "ACCEPTED" -> new CheckedCode(CheckedCode.Result.ACCEPTED, verification.provider());
            case "ALREADY_USED" -> new CheckedCode(CheckedCode.Result.ALREADY_USED, null);
            default -> new CheckedCode(CheckedCode.Result.WRONG, null);
        };
    }

    private static List<MfaApi.Factor> fenced(List<ConfirmedEnrollment> factors, Fences fences) {
        return factors.stream()
                .map(factor -> new MfaApi.Factor(factor.id(), fences.of(factor.scope())))
                .toList();
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (HttpClientErrorException.Conflict e) {
            throw startAgain();
        } catch (HttpClientErrorException.UnprocessableContent | HttpClientErrorException.BadRequest e) {
            throw Problem.unprocessable("not-accepted", "That was not accepted. Check it and try again.");
        } catch (RestClientException e) {
            log.warn("mfa-service cannot be asked: {}", e.getClass().getSimpleName());
            throw Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "second-factors-unavailable",
                    "Nothing was changed. Second factors cannot be checked right now. Try again in a minute.");
        }
    }

    /** The answer whenever a reset came in between: whatever was under way is void. */
    public static Problem startAgain() {
        return Problem.conflict("start-again", "Something about this account was changed meanwhile. Start again.");
    }
}
