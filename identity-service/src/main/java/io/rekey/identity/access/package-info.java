/** Who may call what: each route's rule stands at its handler, and a route without one is refused. */
@NullMarked
package io.rekey.identity.access;

import org.jspecify.annotations.NullMarked;
