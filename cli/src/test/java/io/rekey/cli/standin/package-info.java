/** A small Rekey for the tests: a real HTTP server that keeps to the API's contract. */
@NullMarked
package io.rekey.cli.standin;

import org.jspecify.annotations.NullMarked;
