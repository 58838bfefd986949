/** The demonstration: the lost-phone journey, step by step, with what came of each. */
@NullMarked
package io.rekey.local.demo;

import org.jspecify.annotations.NullMarked;
