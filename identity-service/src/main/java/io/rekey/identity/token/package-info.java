/** Opaque random tokens, known to their holder and, as a hash, to us. */
@NullMarked
package io.rekey.identity.token;

import org.jspecify.annotations.NullMarked;
