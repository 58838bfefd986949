/** What a person or a script gets to see: tables, JSON, progress, refusals, exit codes. */
@NullMarked
package io.rekey.cli.output;

import org.jspecify.annotations.NullMarked;
