package io.rekey.messaging.event;

/**
 * An event as a consumer gets it.
 *
 * @param id the CloudEvents id: the same at every delivery of the same event
 * @param payload the event itself
 */
public record ReceivedEvent<E>(String id, E payload) {}
