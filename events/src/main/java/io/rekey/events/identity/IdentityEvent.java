package io.rekey.events.identity;

import java.time.Instant;

/** What identity-service decides and sees. It alone writes this topic. Keyed by user id; the order of delivery means nothing, the epochs do. */
public sealed interface IdentityEvent
        permits MfaResetRequested,
                DeviceRevoked,
                UserInvited,
                UserActivated,
                UserSuspended,
                SetUpLinkReissued,
                EnrollmentConfirmed,
                MfaResetCompleted,
                MfaResetExpired,
                SignInSucceeded,
                SignInFailed,
                SessionEnded,
                MfaResetRefused,
                MfaResetApprovalRequested,
                MfaResetApproved,
                MfaResetApprovalRefused,
                MfaResetApprovalExpired,
                ResetPlanEnded,
                PolicyChanged,
                StepUpProven,
                StepUpFailed,
                UserChanged,
                UserRolesChanged,
                UserReinstated,
                AdministratorFrozen,
                AdministratorReleased,
                TwoFactorSuspended,
                TwoFactorResumed,
                ApiClientRegistered,
                ApiClientRemoved,
                OrganizationCreated,
                SessionsEnded {

    /** The topic that carries these events. */
    String TOPIC = "identity.events";

    /** What the CloudEvents {@code type} of these events starts with; the event's name and its version follow. */
    String NAMESPACE = "io.rekey.identity";

    /** The CloudEvents {@code source} of these events. */
    String SOURCE = "/identity-service";

    /** The user whom the event is about, or who did it where it is about a whole organization; also the record's key. */
    String userId();

    /** The organization on whose behalf it happened. */
    String organizationId();

    /** When it happened, by the clock of the service that says so. */
    Instant at();
}
