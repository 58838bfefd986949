/** The queue of mails and the threads that work it off: which mail is due, whose turn it is, what became of it. */
@NullMarked
package io.rekey.notification.mail;

import org.jspecify.annotations.NullMarked;
