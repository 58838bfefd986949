/** How Rekey's services tell each other what happened: the wiring of outbox, relay and consumers. */
@NullMarked
package io.rekey.messaging;

import org.jspecify.annotations.NullMarked;
