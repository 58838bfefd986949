/** At-least-once consuming: transient trouble is retried without end, what can never be understood is put aside. */
@NullMarked
package io.rekey.messaging.consuming;

import org.jspecify.annotations.NullMarked;
