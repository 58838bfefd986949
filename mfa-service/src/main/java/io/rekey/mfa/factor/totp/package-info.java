/** Authenticator apps: time-based one-time passwords (RFC 6238) and their secrets at rest. */
@NullMarked
package io.rekey.mfa.factor.totp;

import org.jspecify.annotations.NullMarked;
