/** Stops an administrator whose resets pass the organization's usual pace, until a second person releases them. */
@NullMarked
package io.rekey.identity.brake;

import org.jspecify.annotations.NullMarked;
