package io.rekey.messaging.consuming;

import io.rekey.messaging.event.EventTopic;

/**
 * Says that this service listens to a topic. A service declares one bean per topic; the handlers of all its features share
 * the one consumer.
 *
 * @param group the consumer group: the service's name
 */
public record Subscription<E>(EventTopic<E> topic, String group) {

    /** Where records go that can never be understood. */
    public String deadLetterTopic() {
        return topic.name() + "." + group + ".dlt";
    }
}
