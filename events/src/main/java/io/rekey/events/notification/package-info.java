/** The events on {@code notification.events}: what became of each mail. */
@NullMarked
package io.rekey.events.notification;

import org.jspecify.annotations.NullMarked;
