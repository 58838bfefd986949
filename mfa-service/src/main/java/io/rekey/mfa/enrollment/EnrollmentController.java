package io.rekey.mfa.enrollment;

import static io.rekey.mfa.user.Required.notNegative;
import static io.rekey.mfa.user.Required.required;

import io.rekey.events.Level;
import io.rekey.events.Scope;
import io.rekey.mfa.backupcode.BackupCodes;
import io.rekey.mfa.factor.Account;
import io.rekey.mfa.factor.Offer;
import io.rekey.mfa.user.EnrollmentId;
import io.rekey.mfa.user.EnteredCode;
import io.rekey.mfa.user.OrganizationId;
import io.rekey.mfa.user.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Enrollments for identity-service; nobody else gets through to {@code /internal}. */
@RestController
@RequestMapping("/internal")
class EnrollmentController {

    private final StartEnrollment startEnrollment;
    private final ActivateEnrollment activateEnrollment;
    private final Enrollments enrollments;
    private final BackupCodes backupCodes;

    EnrollmentController(
            StartEnrollment startEnrollment,
            ActivateEnrollment activateEnrollment,
            Enrollments enrollments,
            BackupCodes backupCodes) {
        this.startEnrollment = startEnrollment;
        this.activateEnrollment = activateEnrollment;
        this.enrollments = enrollments;
        this.backupCodes = backupCodes;
    }

    record StartBody(
            EnrollmentId enrollmentId,
            UserId userId,
            OrganizationId organizationId,
            Level level,
            String provider,
            long epoch,
            String issuer,
            String account) {

        StartBody {
            required(enrollmentId, "enrollmentId");
            required(userId, "userId");
            required(organizationId, "organizationId");
            required(level, "level");
            required(provider, "provider");
            notNegative(epoch, "epoch");
            // What cannot be made of the body is a bad body: refused here, where the answer is 400.
            new Scope(level, organizationId.value(), provider);
            new Account(issuer, account);
        }

        StartEnrollment.Request request() {
            Scope scope = new Scope(level, organizationId.value(), provider);
            return new StartEnrollment.Request(
                    enrollmentId, userId, organizationId, scope, epoch, new Account(issuer, account));
        }
    }

    record Started(String enrollmentId, String provider, String uri, String secret) {

        @Override
        public String toString() {
            return "Started[enrollmentId=" + enrollmentId + "]";
        }
    }

    @PostMapping("/enrollments")
    @ResponseStatus(HttpStatus.CREATED)
    Started start(@RequestBody StartBody body) {
        Offer offer = startEnrollment.start(body.request());
        return new Started(body.enrollmentId().value(), body.provider(), offer.uri(), offer.secret());
    }

    record ActivationBody(UserId userId, EnteredCode code) {

        ActivationBody {
            required(userId, "userId");
            required(code, "code");
        }
    }

    record Activation(Result result) {

        enum Result {
            ACTIVATED,
            WRONG_CODE
        }
    }

    @PostMapping("/enrollments/{id}/activation")
    Activation activate(@PathVariable EnrollmentId id, @RequestBody ActivationBody body) {
        boolean active = activateEnrollment.activate(body.userId(), id, body.code());
        return new Activation(active ? Activation.Result.ACTIVATED : Activation.Result.WRONG_CODE);
    }

    /** @param state {@code ABSENT} also for an enrollment of another user */
    record StateAnswer(String state) {}

    @GetMapping("/users/{userId}/enrollments/{id}")
    StateAnswer state(@PathVariable UserId userId, @PathVariable EnrollmentId id) {
        return enrollments
                .of(userId)
                .enrollment(id)
                .map(found -> new StateAnswer(found.state().name()))
                .orElseGet(() -> new StateAnswer("ABSENT"));
    }

    record Row(
            String enrollmentId,
            Level level,
            String organizationId,
            String provider,
            Enrollment.State state,
            long epoch,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {

        static Row of(Enrollment one) {
            return new Row(
                    one.id(),
                    one.level(),
                    one.organizationId(),
                    one.provider(),
                    one.state(),
                    one.epoch(),
                    one.createdAt(),
                    one.lastUsedAt());
        }
    }

    record Overview(List<Row> enrollments, List<BackupCodes.Left> backupCodes) {}

    @GetMapping("/users/{userId}/enrollments")
    Overview overview(@PathVariable UserId userId) {
        return new Overview(enrollments.of(userId).all().stream().map(Row::of).toList(), backupCodes.left(userId));
    }
}
