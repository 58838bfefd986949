/** Second factors: voiding one user's, and switching them off for everybody in an emergency. */
@NullMarked
package io.rekey.cli.tfa;

import org.jspecify.annotations.NullMarked;
