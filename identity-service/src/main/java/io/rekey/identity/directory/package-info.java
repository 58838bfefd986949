/** The people of an organization: found, shown, edited, given roles, suspended, signed out. */
@NullMarked
package io.rekey.identity.directory;

import org.jspecify.annotations.NullMarked;
