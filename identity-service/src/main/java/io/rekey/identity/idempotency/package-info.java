/**
 * Lets a caller who heard no answer ask again without doing it twice (R38; IETF draft "The Idempotency-Key HTTP Header
 * Field"): the first answer under a key is remembered for a day and given again.
 *
 * <p>Whoever dies between doing and remembering leaves a call that is running for ever. After a minute one caller takes it
 * over and runs it again. That is safe because this memory is never the only one: what must not happen twice is keyed in
 * the very write that does it, a reset in its user's document, a plan by an id derived from the key, a user by a name that
 * is taken; so the second run finds the first one's work and says so.
 */
@NullMarked
package io.rekey.identity.idempotency;

import org.jspecify.annotations.NullMarked;
