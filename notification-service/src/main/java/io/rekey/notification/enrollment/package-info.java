/** Mails about what a person signs in with: a spent backup code. */
@NullMarked
package io.rekey.notification.enrollment;

import org.jspecify.annotations.NullMarked;
