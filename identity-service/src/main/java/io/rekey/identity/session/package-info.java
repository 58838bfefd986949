/** Who is signed in, checked against the fence at every request. */
@NullMarked
package io.rekey.identity.session;

import org.jspecify.annotations.NullMarked;
