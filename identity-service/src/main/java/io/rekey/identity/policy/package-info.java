/** Deciding and showing policy: of an organization, of the platform, and the emergency in which nobody is asked for two factors. */
@NullMarked
package io.rekey.identity.policy;

import org.jspecify.annotations.NullMarked;
