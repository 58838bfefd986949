/** Codes at sign-in and step-up: which enrollment a code belongs to, and that it is good once. */
@NullMarked
package io.rekey.mfa.verification;

import org.jspecify.annotations.NullMarked;
