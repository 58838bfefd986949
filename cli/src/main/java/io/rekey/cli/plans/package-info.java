/** Resetting many users by one plan: see it first, execute exactly that, watch it, stop it. */
@NullMarked
package io.rekey.cli.plans;

import org.jspecify.annotations.NullMarked;
