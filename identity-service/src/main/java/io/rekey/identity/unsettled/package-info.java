/** Events that must be receipted: kept in the user's document until every service has said that it did its part. */
@NullMarked
package io.rekey.identity.unsettled;

import org.jspecify.annotations.NullMarked;
