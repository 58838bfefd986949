/** Setting up an authenticator: reserve, confirm, repair. */
@NullMarked
package io.rekey.identity.enrollment;

import org.jspecify.annotations.NullMarked;
