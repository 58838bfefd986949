/** The one budget of guesses that every door of an account shares. */
@NullMarked
package io.rekey.identity.guess;

import org.jspecify.annotations.NullMarked;
