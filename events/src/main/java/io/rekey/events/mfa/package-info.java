/** The events on {@code mfa.events}: what mfa-service did with enrollments and codes. */
@NullMarked
package io.rekey.events.mfa;

import org.jspecify.annotations.NullMarked;
