/** What happened to one user, from the events of all services, for people to read; it proves nothing, the audit trail does. */
@NullMarked
package io.rekey.identity.history;

import org.jspecify.annotations.NullMarked;
