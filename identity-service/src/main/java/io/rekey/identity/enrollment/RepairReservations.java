package io.rekey.identity.enrollment;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.rekey.identity.factor.SecondFactors;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.UserStatus;
import io.rekey.identity.user.Users;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Ends what a crash left half done (PROTOCOL 3.6): a reservation past its time whose enrollment had its right code is
 * confirmed, every other one released. Without it somebody would wait for their own dead browser tab.
 */
@Component
class RepairReservations {

    private static final Logger log = LoggerFactory.getLogger(RepairReservations.class);
    private static final int BATCH = 200;

    private final Users users;
    private final Enrollments enrollments;
    private final SecondFactors factors;
    private final Clock clock;

    RepairReservations(Users users, Enrollments enrollments, SecondFactors factors, Clock clock) {
        this.users = users;
        this.enrollments = enrollments;
        this.factors = factors;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${rekey.enrollment.repair-interval:30s}",
            initialDelayString = "${rekey.enrollment.repair-interval:30s}")
    void repair() {
        users.matching(
                        where(Enrollments.RESERVED)
                                .is(true)
                                .and("reservation.until")
                                .lt(clock.instant()),
                        BATCH)
                .forEach(this::repair);
    }

    private void repair(User user) {
        Reservation reservation = user.reservation();
        if (reservation == null) {
            return;
        }
        try {
            // An invitation's password is chosen in its own flow: a half-done one is begun again, not guessed at.
            boolean finishable = user.status() == UserStatus.ACTIVE
                    && factors.isActive(user.id(), reservation.owner())
                    && enrollments
                            .confirm(user, reservation, user.fences().links(), null)
                            .isPresent();
            if (!finishable) {
                enrollments.release(user.id(), reservation.owner());
            }
        } catch (ErrorResponseException e) {
            log.debug("reservation left for the next round, mfa-service cannot be asked");
        }
    }
}
