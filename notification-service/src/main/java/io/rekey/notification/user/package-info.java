/** The mails about a change of somebody's account: its address, its roles. */
@NullMarked
package io.rekey.notification.user;

import org.jspecify.annotations.NullMarked;
