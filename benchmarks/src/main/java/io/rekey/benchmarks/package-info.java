/** What things cost, measured from outside. */
@NullMarked
package io.rekey.benchmarks;

import org.jspecify.annotations.NullMarked;
