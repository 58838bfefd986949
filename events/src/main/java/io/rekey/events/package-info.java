/** The published language of Rekey: what is common to the events of all four services. */
@NullMarked
package io.rekey.events;

import org.jspecify.annotations.NullMarked;
