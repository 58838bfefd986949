package io.rekey.device.purge;

import io.rekey.device.trusteddevice.Epoch;
import io.rekey.device.trusteddevice.UserId;
import io.rekey.messaging.event.NotUnderstoodException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/**
 * Asks identity-service before an event is obeyed (E19): whoever can write to its topic could otherwise name an epoch of the
 * future, which ends the trust in good devices and fences off all later ones. A genuine event always passes, however late or
 * often it comes: it is published after the write that raised the epoch, and epochs never go down.
 *
 * <p>Only identity-service's own word puts an event aside. Any other answer, and none, means asking again.
 */
@Component
class AskIdentity {

    private static final String UNKNOWN_USER = "urn:rekey:not-found";

    private final Epochs epochs;

    AskIdentity(Epochs epochs) {
        this.epochs = epochs;
    }

    /**
     * Returns if the user's epoch has come so far.
     *
     * @throws NotUnderstoodException if it has not, or nobody has this id: the event is forged
     * @throws IdentityAwayException if there is no answer: to be tried again
     */
    void requireReached(UserId user, Epoch epoch) {
        if (reached(user).isBelow(epoch)) {
            throw new NotUnderstoodException("forged");
        }
    }

    private Epoch reached(UserId user) {
        try {
            Epochs.Answer answer = epochs.of(user.value());
            if (answer != null && answer.epoch() != null) {
                return new Epoch(answer.epoch());
            }
        } catch (HttpClientErrorException.NotFound e) {
            if (e.getResponseBodyAsString().contains(UNKNOWN_USER)) {
                throw new NotUnderstoodException("unknown-user");
            }
            throw new IdentityAwayException(e);
        } catch (RuntimeException e) { // whatever it is, it says nothing about the event
            throw new IdentityAwayException(e);
        }
        throw new IdentityAwayException();
    }
}
