/** Short-lived access tokens of programs: a signed assertion buys one, and each use looks it up again. */
@NullMarked
package io.rekey.identity.accesstoken;

import org.jspecify.annotations.NullMarked;
