/** Short-lived signed tokens between the services: minted, carried, verified. */
@NullMarked
package io.rekey.serviceauth;

import org.jspecify.annotations.NullMarked;
