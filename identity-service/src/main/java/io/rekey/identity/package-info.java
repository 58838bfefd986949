/** identity-service: decides who may come in, and remembers in one document per user what must not. */
@NullMarked
package io.rekey.identity;

import org.jspecify.annotations.NullMarked;
