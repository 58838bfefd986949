/** Mails about trusted devices: revoked ones and ones that may be stolen. */
@NullMarked
package io.rekey.notification.device;

import org.jspecify.annotations.NullMarked;
