/** Resets: asking for them, looking at them, waiting until they are complete. */
@NullMarked
package io.rekey.cli.resets;

import org.jspecify.annotations.NullMarked;
