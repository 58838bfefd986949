/** Events written in the same write as the change that they tell, and relayed to Kafka afterwards. */
@NullMarked
package io.rekey.messaging.outbox;

import org.jspecify.annotations.NullMarked;
