/** mfa-service as identity-service sees it: begins, activates and checks factors; says nothing about who may. */
@NullMarked
package io.rekey.identity.factor;

import org.jspecify.annotations.NullMarked;
