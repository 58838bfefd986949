/** Long lists in pages that neither repeat nor leave out what does not move. */
@NullMarked
package io.rekey.identity.paging;

import org.jspecify.annotations.NullMarked;
