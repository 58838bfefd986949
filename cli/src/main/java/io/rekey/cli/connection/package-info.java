/** The way to a Rekey: where it is, whose key opens it, and calls that are repeated safely. */
@NullMarked
package io.rekey.cli.connection;

import org.jspecify.annotations.NullMarked;
