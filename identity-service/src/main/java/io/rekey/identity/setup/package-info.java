/** The way back in: the mailed link, a new authenticator, backup codes; as pages and as API, through the same use cases. */
@NullMarked
package io.rekey.identity.setup;

import org.jspecify.annotations.NullMarked;
