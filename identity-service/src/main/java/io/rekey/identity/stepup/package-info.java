/** A fresh proof for one sensitive action. */
@NullMarked
package io.rekey.identity.stepup;

import org.jspecify.annotations.NullMarked;
