/** What a trusted browser shows: a random secret of which only the hash is kept, replaced at each use. */
@NullMarked
package io.rekey.device.token;

import org.jspecify.annotations.NullMarked;
