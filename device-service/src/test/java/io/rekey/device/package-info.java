/** Tests of the service as a whole, and what the tests of its features share. */
package io.rekey.device;
