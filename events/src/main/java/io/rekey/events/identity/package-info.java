/** The events on {@code identity.events}: what identity-service decides and sees. It alone writes this topic. */
@NullMarked
package io.rekey.events.identity;

import org.jspecify.annotations.NullMarked;
