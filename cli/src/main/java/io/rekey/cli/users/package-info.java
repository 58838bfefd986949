/** Finding users, and bringing in many. */
@NullMarked
package io.rekey.cli.users;

import org.jspecify.annotations.NullMarked;
