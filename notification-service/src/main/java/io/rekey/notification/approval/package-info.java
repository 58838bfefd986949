/** The mails around a reset plan that waits for the word of others: to those who may give it, and to who asked. */
@NullMarked
package io.rekey.notification.approval;

import org.jspecify.annotations.NullMarked;
