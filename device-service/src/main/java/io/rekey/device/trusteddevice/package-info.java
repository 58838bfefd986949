/** Browsers that may skip the second factor: how they become trusted and how they prove it. */
@NullMarked
package io.rekey.device.trusteddevice;

import org.jspecify.annotations.NullMarked;
