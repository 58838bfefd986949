/** A small domain to send and receive events of: notes. */
package io.rekey.messaging.note;
