package io.rekey.messaging.outbox;

/**
 * Names a collection whose documents have an outbox. A service declares one bean per such collection; the relay finds them.
 */
public record OutboxCollection(String name) {}
