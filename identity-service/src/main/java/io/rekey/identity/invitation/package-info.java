/** How people come into an organization: invited, imported, or as its first administrator. */
@NullMarked
package io.rekey.identity.invitation;

import org.jspecify.annotations.NullMarked;
