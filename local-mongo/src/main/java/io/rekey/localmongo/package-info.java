/** A MongoDB-wire server in one file, durable and indexed, so that Rekey runs and survives kill -9 without Docker. */
@NullMarked
package io.rekey.localmongo;

import org.jspecify.annotations.NullMarked;
