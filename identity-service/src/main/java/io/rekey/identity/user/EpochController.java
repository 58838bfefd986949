package io.rekey.identity.user;

import io.rekey.identity.access.AllowServices;
import io.rekey.identity.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the services that hear of resets how far a user's epoch has come (docs/protocol.md 9). An event is published only
 * after the write that raised the epoch, and epochs never go down (I10): whoever is told less than an event says has a forged
 * event before them.
 */
@RestController
class EpochController {

    private final Users users;

    EpochController(Users users) {
        this.users = users;
    }

    /** @throws Problem 404 {@code urn:rekey:not-found}: nobody has this id, and nobody had it before */
    @AllowServices
    @GetMapping("/internal/users/{userId}/epoch")
    Answer epoch(@PathVariable String userId) {
        return new Answer(users.find(userId).orElseThrow(Problem::notFound).epoch());
    }

    record Answer(long epoch) {}
}
