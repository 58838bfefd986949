/** Hashing and checking of passwords. */
@NullMarked
package io.rekey.identity.password;

import org.jspecify.annotations.NullMarked;
