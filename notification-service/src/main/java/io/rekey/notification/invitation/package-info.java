/** The mail that invites a person to complete the set-up. */
@NullMarked
package io.rekey.notification.invitation;

import org.jspecify.annotations.NullMarked;
