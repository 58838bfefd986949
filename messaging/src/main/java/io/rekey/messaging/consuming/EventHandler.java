package io.rekey.messaging.consuming;

import io.rekey.messaging.event.ReceivedEvent;

/**
 * What a feature does about one kind of event. Beans of this type are found by themselves: a reaction is added by adding a
 * class.
 *
 * <p>{@link #handle} must be idempotent and must not trust the order of delivery. If it throws, the event is delivered again:
 * without end, except after errors that can only be a defect ({@link Poison}).
 *
 * @param <T> the event
 */
public interface EventHandler<T> {

    /** The event class that this handler is for. */
    Class<T> eventClass();

    /** Does what the event asks for; returns only when the effect is durable. */
    void handle(ReceivedEvent<T> received);
}
