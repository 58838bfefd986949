/** Tenants and the policy that each of them has. */
@NullMarked
package io.rekey.identity.organization;

import org.jspecify.annotations.NullMarked;
