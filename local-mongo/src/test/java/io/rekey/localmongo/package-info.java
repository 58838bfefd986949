/** What the embedded server promises, told through the driver that its users use. */
package io.rekey.localmongo;
