/** Turns what a browser says about itself into a few harmless words. */
@NullMarked
package io.rekey.device.description;

import org.jspecify.annotations.NullMarked;
