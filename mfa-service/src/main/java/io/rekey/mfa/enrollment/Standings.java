package io.rekey.mfa.enrollment;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** What identity-service says about an enrollment: it alone knows which ones are factors. */
interface Standings {

    /** Where an enrollment stands now; an unknown user or id has none. */
    @GetExchange("/internal/users/{userId}/enrollments/{enrollmentId}/standing")
    Answer standing(@PathVariable String userId, @PathVariable String enrollmentId);

    /** The body of the answer. */
    record Answer(Standing standing) {}

    /** The standing of an enrollment at identity-service. */
    enum Standing {
        /** It is a factor. */
        CONFIRMED,
        /** It owns the user's reservation and may still be confirmed. */
        RESERVED,
        /** Neither; and as ids are never used twice, it never will be. */
        NONE
    }
}
