package io.rekey.mfa.enrollment;

import io.rekey.events.Scope;
import io.rekey.mfa.factor.Account;
import io.rekey.mfa.factor.Credential;
import io.rekey.mfa.factor.Factor;
import io.rekey.mfa.factor.Factors;
import io.rekey.mfa.factor.Offer;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.FencedException;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes a new secret for an enrollment that identity-service has reserved. Asked again while it is pending, it shows the same
 * secret, so that a reloaded page does not void the code that was scanned a moment ago.
 */
@Component
class StartEnrollment {

    private final Factors factors;
    private final Enrollments enrollments;
    private final SweepProperties sweep;
    private final Clock clock;

    StartEnrollment(Factors factors, Enrollments enrollments, SweepProperties sweep, Clock clock) {
        this.factors = factors;
        this.enrollments = enrollments;
        this.sweep = sweep;
        this.clock = clock;
    }

    /** What identity-service asks for. */
    record Request(
            EnrollmentId id, UserId userId, OrganizationId organization, Scope scope, long epoch, Account account) {

        Credential.Owner owner() {
            return new Credential.Owner(userId, id);
        }
    }

    /**
     * The secret, for showing it once.
     *
     * @throws FencedException if a reset has ended the epoch
     * @throws AlreadyActiveException if the enrollment is past showing its secret, or is another one under this id
     * @throws io.rekey.mfa.factor.UnknownProviderException if no factor is offered under the provider's name
     */
    Offer start(Request request) {
        Factor factor = factors.of(request.scope().provider());
        EnrolledUser user = enrollments.of(request.userId());
        if (request.epoch() < user.ownFences().of(request.scope())) {
            throw new FencedException();
        }
        Optional<Enrollment> known = user.enrollment(request.id());
        return known.isPresent() ? offerAgain(factor, request, known.get()) : offerNew(factor, request);
    }

    private Offer offerNew(Factor factor, Request request) {
        String seed = factor.newSeed(request.owner());
        Instant now = clock.instant();
        Enrollment pending = Enrollment.pending(
                request.id(),
                request.organization(),
                request.scope(),
                request.epoch(),
                seed,
                now,
                now.plus(sweep.orphanAge()));
        return enrollments.add(request.userId(), pending)
                ? factor.offer(request.owner(), seed, request.account())
                : start(request); // a parallel request was first: its secret is the one
    }

    private Offer offerAgain(Factor factor, Request request, Enrollment known) {
        if (known.isActive() || !known.isFor(request.scope(), request.epoch())) {
            throw new AlreadyActiveException();
        }
        return factor.offer(request.owner(), known.seed(), request.account());
    }
}
