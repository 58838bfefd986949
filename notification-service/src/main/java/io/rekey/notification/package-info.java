/** The notification service: from an event to a mail in the hands of the mail server. */
@NullMarked
package io.rekey.notification;

import org.jspecify.annotations.NullMarked;
