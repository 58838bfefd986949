/** Starts and stops all of Rekey in this process: database, broker, inbox and the four services. */
@NullMarked
package io.rekey.local.run;

import org.jspecify.annotations.NullMarked;
