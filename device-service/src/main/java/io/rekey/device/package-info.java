/** device-service: the browsers that may skip the second factor, and how they stop being trusted. */
@NullMarked
package io.rekey.device;

import org.jspecify.annotations.NullMarked;
