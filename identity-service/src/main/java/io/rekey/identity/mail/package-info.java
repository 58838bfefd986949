/** What notification-service asks before each attempt to send a mail. */
@NullMarked
package io.rekey.identity.mail;

import org.jspecify.annotations.NullMarked;
