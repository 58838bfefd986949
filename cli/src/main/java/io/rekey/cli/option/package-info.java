/** Options that several commands share. */
@NullMarked
package io.rekey.cli.option;

import org.jspecify.annotations.NullMarked;
