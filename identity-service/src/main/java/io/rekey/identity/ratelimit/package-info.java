/** How many calls of the API one caller may make in a minute, and says so with every answer. */
@NullMarked
package io.rekey.identity.ratelimit;

import org.jspecify.annotations.NullMarked;
