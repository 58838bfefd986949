/** What an event looks like on the wire: CloudEvents in Kafka's binary mode with a checked JSON value. */
@NullMarked
package io.rekey.messaging.event;

import org.jspecify.annotations.NullMarked;
