package io.rekey.identity.enrollment;

import io.rekey.identity.access.AllowServices;
import io.rekey.identity.user.Reservation;
import io.rekey.identity.user.User;
import io.rekey.identity.user.Users;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells mfa-service whether an enrollment counts (PROTOCOL 3.7): it deletes only what is neither confirmed nor reserved.
 * Ids are never used twice, so an answer of {@code NONE} cannot become false.
 */
// Guard: orphans deleted only after asking
@RestController
class StandingController {

    private final Users users;

    StandingController(Users users) {
        this.users = users;
    }

    @AllowServices
    @GetMapping("/internal/users/{userId}/enrollments/{enrollmentId}/standing")
    Answer standing(@PathVariable String userId, @PathVariable String enrollmentId) {
        return new Answer(
                users.find(userId).map(user -> standing(user, enrollmentId)).orElse(Standing.NONE));
    }

    private static Standing standing(User user, String enrollmentId) {
        Reservation reservation = user.reservation();
        if (user.confirmed().stream().anyMatch(confirmed -> confirmed.id().equals(enrollmentId))) {
            return Standing.CONFIRMED;
        }
        return reservation != null && reservation.owner().equals(enrollmentId) ? Standing.RESERVED : Standing.NONE;
    }

    enum Standing {
        CONFIRMED,
        RESERVED,
        NONE
    }

    record Answer(Standing standing) {}
}
