/** What a reset means here: everything in its scope and below its epoch goes, and a receipt says so. */
@NullMarked
package io.rekey.mfa.reset;

import org.jspecify.annotations.NullMarked;
