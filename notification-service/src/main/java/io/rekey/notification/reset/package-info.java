/** Mails about a reset: the link to set up again, a link sent again, and the word that it is done. */
@NullMarked
package io.rekey.notification.reset;

import org.jspecify.annotations.NullMarked;
