package io.rekey.localmongo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Encoded changes on their way to the file, numbered in the order of arrival. */
final class PendingChanges {
    private static final int INITIAL = 1 << 16;
    private static final int LARGEST_KEPT = 8 << 20;

    private ByteBuf pending = Unpooled.buffer(INITIAL);
    private ByteBuf spare = Unpooled.buffer(INITIAL);
    private long lastNumber;

    /** Changes up to and including a number. */
    record Batch(ByteBuf bytes, long upTo) {}

    void add(Change change) {
        ByteBuf encoded = Unpooled.buffer(512);
        RecordCodec.encode(change, encoded);
        synchronized (this) {
            pending.writeBytes(encoded);
            lastNumber++;
        }
    }

    synchronized long lastNumber() {
        return lastNumber;
    }

    /** Takes all that is pending; to be given back by {@link #recycle} before the next call. */
    synchronized Batch take() {
        Batch batch = new Batch(pending, lastNumber);
        pending = spare;
        return batch;
    }

    /** Keeps the batch's buffer for the next ones, unless one huge write has made it huge. */
    synchronized void recycle(Batch batch) {
        spare = batch.bytes().capacity() > LARGEST_KEPT
                ? Unpooled.buffer(INITIAL)
                : batch.bytes().clear();
    }
}
