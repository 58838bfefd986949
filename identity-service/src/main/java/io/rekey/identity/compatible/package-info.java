/** Doors under paths that portals already call: other words, the same use cases (docs/compatible). */
@NullMarked
package io.rekey.identity.compatible;

import org.jspecify.annotations.NullMarked;
