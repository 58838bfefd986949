/** Removes devices that a reset, a revocation or their age has put an end to. */
@NullMarked
package io.rekey.device.purge;

import org.jspecify.annotations.NullMarked;
