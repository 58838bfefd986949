/** Programs with a key of their own: scripts and portals that an organization registered, and the operator's key. */
@NullMarked
package io.rekey.identity.apiclient;

import org.jspecify.annotations.NullMarked;
