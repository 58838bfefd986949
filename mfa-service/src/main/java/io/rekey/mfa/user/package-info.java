/** Whose factors these are: the ids that everything hangs on, the one document per user, and this service's copy of the fence. */
@NullMarked
package io.rekey.mfa.user;

import org.jspecify.annotations.NullMarked;
