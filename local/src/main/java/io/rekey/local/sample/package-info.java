/** The sample accounts of the local platform, set up over HTTP like anybody's. */
@NullMarked
package io.rekey.local.sample;

import org.jspecify.annotations.NullMarked;
