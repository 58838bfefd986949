package io.rekey.identity.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** What comes back if all goes well. */
final class Answers {

    private Answers() {}

    /** The answer is the one that is described, with another status. */
    static void move(Operation operation, HttpStatus status) {
        ApiResponses responses = operation.getResponses();
        String known = responses.keySet().iterator().next();
        ApiResponse answer = Objects.requireNonNull(responses.remove(known));
        responses.addApiResponse(Integer.toString(status.value()), answer.description(status.getReasonPhrase()));
    }
}
