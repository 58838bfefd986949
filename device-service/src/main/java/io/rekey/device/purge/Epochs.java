package io.rekey.device.purge;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** What identity-service says about a user's epoch: it alone raises it. */
interface Epochs {

    /** How far a user's epoch has come; 404 for an unknown user. */
    @GetExchange("/internal/users/{userId}/epoch")
    @Nullable
    Answer of(@PathVariable String userId);

    /** The body of the answer. */
    record Answer(@Nullable Long epoch) {}
}
