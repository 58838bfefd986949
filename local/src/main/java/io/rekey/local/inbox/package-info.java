/** The mail server of the local platform: takes every mail, keeps it as a file, and shows it on a page. */
@NullMarked
package io.rekey.local.inbox;

import org.jspecify.annotations.NullMarked;
