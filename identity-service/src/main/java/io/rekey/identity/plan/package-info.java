/** Resets of many, and resets that somebody else must agree to: planned, approved, executed in waves, watched. */
@NullMarked
package io.rekey.identity.plan;

import org.jspecify.annotations.NullMarked;
