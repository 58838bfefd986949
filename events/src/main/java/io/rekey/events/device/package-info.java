/** The events on {@code device.events}: what device-service did with trusted devices. */
@NullMarked
package io.rekey.events.device;

import org.jspecify.annotations.NullMarked;
