/** The conversation with the mail server: one connection, one message, one answer. */
@NullMarked
package io.rekey.notification.smtp;

import org.jspecify.annotations.NullMarked;
