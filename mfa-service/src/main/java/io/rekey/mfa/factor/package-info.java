/** What can be a second factor: each kind behind one interface, found by itself; a factor is added by adding files. */
@NullMarked
package io.rekey.mfa.factor;

import org.jspecify.annotations.NullMarked;
