/** The commands behind {@code ./rekey}: all of Rekey in one process, the demonstration, and what a tester needs. */
@NullMarked
package io.rekey.local;

import org.jspecify.annotations.NullMarked;
