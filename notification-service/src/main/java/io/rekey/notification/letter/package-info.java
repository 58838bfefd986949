/** What a mail says: templates, words and texts that cannot break out of their place. */
@NullMarked
package io.rekey.notification.letter;

import org.jspecify.annotations.NullMarked;
