/** What all pages share and no feature owns: layout, style, the first page, the pages of errors. */
@NullMarked
package io.rekey.identity.page;

import org.jspecify.annotations.NullMarked;
