/** The mails about an administrator whom the brake stopped: to those who may release them, and to themselves. */
@NullMarked
package io.rekey.notification.brake;

import org.jspecify.annotations.NullMarked;
