/** Resets: the one write, the progress, and the reconciler that lets none be lost. */
@NullMarked
package io.rekey.identity.reset;

import org.jspecify.annotations.NullMarked;
