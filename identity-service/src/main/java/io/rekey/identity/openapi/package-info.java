/** The description of the public API, made from the handlers themselves and the words beside this package. */
@NullMarked
package io.rekey.identity.openapi;

import org.jspecify.annotations.NullMarked;
