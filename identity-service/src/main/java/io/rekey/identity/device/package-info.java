/** Trusted devices as an administrator or their user sees them: the list, and revocations. */
@NullMarked
package io.rekey.identity.device;

import org.jspecify.annotations.NullMarked;
