package io.rekey.identity.compatible;

import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.organization.Organizations;
import io.rekey.identity.problem.Problem;
import io.rekey.identity.session.Person;
import io.rekey.identity.user.ConfirmedEnrollment;
import io.rekey.identity.user.User;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes somebody's own backup codes anew; those of before open nothing from then on (R10). */
@Component
class RegenerateCodes {

    /** What a session says of itself that nothing but the password began. */
    private static final String BY_PASSWORD = "password";

    private final SecondFactors factors;
    private final Organizations organizations;

    RegenerateCodes(SecondFactors factors, Organizations organizations) {
        this.factors = factors;
        this.organizations = organizations;
    }

    /**
     * The authenticator that the codes will stand in for: of those that sign in to the session's organization, the one set
     * up last. Its level is the codes'.
     *
     * @throws Problem 409 {@code not-set-up} if there is none
     * @throws Problem 403 {@code second-factor-needed} in a session that the password alone began, as it can while two
     *     factors are suspended: what it gave would outlive the suspension
     */
    ConfirmedEnrollment standingIn(Person person) {
        if (person.session().method().equals(BY_PASSWORD)) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "second-factor-needed",
                    "Backup codes are not given on the password alone. Sign in with your authenticator when that is possible"
                            + " again.");
        }
        String organizationId = person.session().organizationId();
        var required = organizations.get(organizationId).policy().requiredLevel();
        return person.user().liveFactors(required, organizationId).stream()
                .max(Comparator.comparingLong(ConfirmedEnrollment::epoch))
                .orElseThrow(() -> Problem.conflict(
                        "not-set-up",
                        "Backup codes stand in for an authenticator, and you have none. Set one up first."));
    }

    /**
     * Ten codes, to be shown once. They belong to the epoch that was read with the session: a reset that comes meanwhile
     * voids them (I3).
     *
     * @throws Problem 409 {@code start-again} if one came before
     */
    List<String> regenerate(Person person, ConfirmedEnrollment with) {
        User user = person.user();
        return factors.issueBackupCodes(user.id(), with, user.epoch());
    }
}
