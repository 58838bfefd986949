package io.rekey.identity.reset;

import io.rekey.events.device.TrustedDevicesPurged;
import io.rekey.events.identity.MfaResetCompleted;
import io.rekey.events.identity.MfaResetExpired;
import io.rekey.events.identity.MfaResetRequested;
import io.rekey.events.mfa.EnrollmentsCleared;
import io.rekey.events.notification.MailFailed;
import io.rekey.events.notification.MailHandedOver;
import io.rekey.events.notification.MailSuperseded;
import io.rekey.identity.device.RevokeDevice;
import io.rekey.identity.reset.Reset.Receipt;
import io.rekey.identity.unsettled.Unsettled;
import io.rekey.identity.user.Users;
import io.rekey.messaging.consuming.EventHandler;
import io.rekey.messaging.event.NotUnderstoodException;
import java.time.Instant;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hears the other services' receipts, and identity-service's own events, and writes the progress down. */
@Configuration(proxyBeanMethods = false)
class ResetReceipts {

    private static final Set<String> SETTLING_MAILS = Set.of("reset", "device-revoked");

    private final Resets resets;
    private final Unsettled unsettled;

    ResetReceipts(Resets resets, Unsettled unsettled) {
        this.resets = resets;
        this.unsettled = unsettled;
    }

    /**
     * Rebuilds the projection where the request died before it was written. An epoch that the user never reached was decided
     * by nobody: the event is forged and goes to the dead letters (E19).
     */
    @Bean
    EventHandler<MfaResetRequested> recordAcceptedReset(Users users) {
        return EventHandler.of(MfaResetRequested.class, received -> {
            MfaResetRequested accepted = received.payload();
            if (!users.hasReached(accepted.userId(), accepted.epoch())) {
                throw new NotUnderstoodException("no such reset was ever decided");
            }
            resets.record(accepted, 0);
        });
    }

    @Bean
    EventHandler<MfaResetCompleted> recordCompletedReset() {
        return EventHandler.of(
                MfaResetCompleted.class,
                received -> resets.completed(
                        received.payload().resetId(), received.payload().at()));
    }

    @Bean
    EventHandler<MfaResetExpired> recordExpiredReset() {
        return EventHandler.of(
                MfaResetExpired.class,
                received -> resets.expired(
                        received.payload().resetId(), received.payload().at()));
    }

    @Bean
    EventHandler<EnrollmentsCleared> receiveClearing() {
        return EventHandler.of(EnrollmentsCleared.class, received -> {
            EnrollmentsCleared cleared = received.payload();
            receive(cleared.userId(), cleared.resetId(), "mfa-service", done(cleared.count(), cleared.at()));
        });
    }

    @Bean
    EventHandler<TrustedDevicesPurged> receivePurge() {
        return EventHandler.of(TrustedDevicesPurged.class, received -> {
            TrustedDevicesPurged purged = received.payload();
            receive(purged.userId(), purged.causeId(), "device-service", done(purged.count(), purged.at()));
        });
    }

    @Bean
    EventHandler<MailHandedOver> receiveHandOver() {
        return EventHandler.of(MailHandedOver.class, received -> {
            MailHandedOver mail = received.payload();
            receiveMail(mail.template(), mail.userId(), mail.causeId(), new Receipt("done", null, mail.at()));
        });
    }

    @Bean
    EventHandler<MailFailed> receiveFailure() {
        return EventHandler.of(MailFailed.class, received -> {
            MailFailed mail = received.payload();
            receiveMail(mail.template(), mail.userId(), mail.causeId(), new Receipt("failed", null, mail.at()));
        });
    }

    @Bean
    EventHandler<MailSuperseded> receiveSupersession() {
        return EventHandler.of(MailSuperseded.class, received -> {
            MailSuperseded mail = received.payload();
            receiveMail(mail.template(), mail.userId(), mail.causeId(), new Receipt("not-applicable", null, mail.at()));
        });
    }

    /** Other mails may name the same cause, for example the notice that a reset is completed: they settle nothing. */
    private void receiveMail(String template, String userId, String causeId, Receipt receipt) {
        if (SETTLING_MAILS.contains(template)) {
            receive(userId, causeId, "notification-service", receipt);
        }
    }

    private void receive(String userId, String causeId, String service, Receipt receipt) {
        if (!RevokeDevice.isRevocation(causeId)) {
            resets.receipt(causeId, service, receipt);
        }
        unsettled.receipt(userId, causeId, service);
    }

    private static Receipt done(int count, Instant at) {
        return new Receipt("done", count, at);
    }
}
