/** The mail that tells that two-factor sign-in is off on the whole platform. */
@NullMarked
package io.rekey.notification.suspension;

import org.jspecify.annotations.NullMarked;
