package io.rekey.messaging.consuming;

import io.rekey.messaging.event.ReceivedEvent;
import java.util.function.Consumer;

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

    /** A handler from a method reference or lambda. */
    static <T> EventHandler<T> of(Class<T> eventClass, Consumer<ReceivedEvent<T>> reaction) {
        return new EventHandler<>() {
            @Override
            public Class<T> eventClass() {
                return eventClass;
            }

            @Override
            public void handle(ReceivedEvent<T> received) {
                reaction.accept(received);
            }
        };
    }
}
