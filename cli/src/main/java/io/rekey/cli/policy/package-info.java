/** An organization's policy: looking at it, changing it. */
@NullMarked
package io.rekey.cli.policy;

import org.jspecify.annotations.NullMarked;
