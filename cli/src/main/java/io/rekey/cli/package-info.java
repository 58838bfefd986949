/** The command line as a whole: its commands, its help, how it ends. */
@NullMarked
package io.rekey.cli;

import org.jspecify.annotations.NullMarked;
