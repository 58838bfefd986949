/** The schemas of all events, where {@code ce_dataschema} says they are. */
@NullMarked
package io.rekey.identity.schema;

import org.jspecify.annotations.NullMarked;
