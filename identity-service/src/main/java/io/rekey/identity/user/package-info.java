/** The user: one document that carries everything that must be atomic for one person. */
@NullMarked
package io.rekey.identity.user;

import org.jspecify.annotations.NullMarked;
