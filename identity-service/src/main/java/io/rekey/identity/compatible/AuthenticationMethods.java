package io.rekey.identity.compatible;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.identity.factor.EnrolledFactors;
import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What opens an account beside the password, seen from an organization: the person's own authenticators and that
 * organization's, but none made for another one (I6). Only what identity-service has confirmed and no reset has voided.
 */
@Component
class AuthenticationMethods {

    private static final List<Level> LEVELS = List.of(Level.USER, Level.ORGANIZATION);

    private final SecondFactors factors;

    AuthenticationMethods(SecondFactors factors) {
        this.factors = factors;
    }

    /**
     * Authenticators in the order of their set-up, then the backup codes of each level that has any left.
     *
     * @throws io.rekey.identity.problem.Problem 503 if mfa-service cannot be asked
     */
    List<AuthenticationMethod> of(User user, String organizationId) {
        List<ConfirmedEnrollment> live = live(user, organizationId);
        if (live.isEmpty()) {
            return List.of(); // backup codes stand in for an authenticator: without one they open nothing
        }
        EnrolledFactors known = factors.enrolled(user.id());
        return Stream.concat(
                        live.stream()
                                .flatMap(factor -> known.factor(factor.id()).stream()
                                        .map(found -> AuthenticationMethod.of(factor, found))),
                        levels(live)
                                .filter(level -> known.backupCodesLeft(level, organizationId) > 0)
                                .map(AuthenticationMethod::ofBackupCodes))
                .toList();
    }

    /** What a method's id stands for, also if a reset has voided it since; empty if it never stood for anything here. */
    Optional<Scope> find(User user, String organizationId, String methodId) {
        Stream<Scope> backupCodes = LEVELS.stream()
                .filter(level -> AuthenticationMethod.idOfBackupCodes(level).equals(methodId))
                .map(level -> new Scope(level, organizationId, Scope.BACKUP_CODES));
        Stream<Scope> authenticators = user.confirmed().stream()
                .filter(factor -> factor.satisfies(Level.USER, organizationId))
                .filter(factor -> factor.id().equals(methodId))
                .map(ConfirmedEnrollment::scope);
        return Stream.concat(backupCodes, authenticators).findFirst();
    }

    /** Whether a method that was found opens anything now. */
    boolean isLive(User user, String organizationId, String methodId) {
        List<ConfirmedEnrollment> live = live(user, organizationId);
        return live.stream().map(ConfirmedEnrollment::id).anyMatch(methodId::equals)
                || levels(live).map(AuthenticationMethod::idOfBackupCodes).anyMatch(methodId::equals);
    }

    private static List<ConfirmedEnrollment> live(User user, String organizationId) {
        return user.liveFactors(Level.USER, organizationId);
    }

    private static Stream<Level> levels(List<ConfirmedEnrollment> live) {
        return LEVELS.stream().filter(level -> live.stream().anyMatch(factor -> factor.level() == level));
    }
}
