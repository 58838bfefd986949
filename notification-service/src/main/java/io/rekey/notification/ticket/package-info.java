/** The question to identity-service before every attempt: may this mail still be sent, where to, with which link? */
@NullMarked
package io.rekey.notification.ticket;

import org.jspecify.annotations.NullMarked;
