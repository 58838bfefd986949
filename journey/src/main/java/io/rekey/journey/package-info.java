/** Journeys through Rekey as its users make them: over HTTP with cookies, with an authenticator, reading mail. */
@NullMarked
package io.rekey.journey;

import org.jspecify.annotations.NullMarked;
