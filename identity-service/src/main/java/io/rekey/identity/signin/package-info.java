/** Sign-in as a state machine on the server: password, then a factor, a trusted device or a set-up, then a session. */
@NullMarked
package io.rekey.identity.signin;

import org.jspecify.annotations.NullMarked;
