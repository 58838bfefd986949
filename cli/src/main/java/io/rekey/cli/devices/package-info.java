/** Trusted devices of a user: looking at them, revoking them. */
@NullMarked
package io.rekey.cli.devices;

import org.jspecify.annotations.NullMarked;
