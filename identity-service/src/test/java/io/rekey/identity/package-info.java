/** Tests of the service as a whole, and what the tests of its features share. */
@NullMarked
package io.rekey.identity;

import org.jspecify.annotations.NullMarked;
