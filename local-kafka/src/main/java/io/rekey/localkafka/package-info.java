/** A real Kafka broker (KRaft) inside the process, with its data in a folder. */
@NullMarked
package io.rekey.localkafka;

import org.jspecify.annotations.NullMarked;
