package io.rekey.localmongo;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record of the journal: {@code [magic][length][crc32c][position][name length][name][BSON document, unless deleted]}.
 * The magic number is what a reader looks for to go on behind a damaged record; the checksum covers all that follows it.
 */
final class RecordCodec {
    static final int MAGIC = 0x524B4A31;
    static final int HEADER = 12;

    private static final long NO_POSITION = -1;
    private static final int SMALLEST_BODY = Long.BYTES + Integer.BYTES;
    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private RecordCodec() {}

    static void encode(Change change, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(MAGIC).writeZero(HEADER - Integer.BYTES);
        switch (change) {
            case Change.Put put -> {
                encodeKey(put.position(), put.table(), out);
                BsonEncoder.encodeDocument(put.document(), out);
            }
            case Change.Delete delete -> encodeKey(delete.position(), delete.table(), out);
            case Change.Drop drop -> encodeKey(NO_POSITION, drop.table(), out);
        }
        int length = out.writerIndex() - start - HEADER;
        out.setInt(start + Integer.BYTES, length);
        out.setInt(start + 2 * Integer.BYTES, checksum(out.nioBuffer(start + HEADER, length)));
    }

    private static void encodeKey(long position, String table, ByteBuf out) {
        byte[] name = table.getBytes(StandardCharsets.UTF_8);
        out.writeLong(position).writeInt(name.length).writeBytes(name);
    }

    static boolean hasMagic(MemorySegment file, long offset) {
        return file.byteSize() - offset >= HEADER && file.get(INT, offset) == MAGIC;
    }

    /** Length of the whole record at the offset, or 0 if no undamaged record starts there. */
    static long undamagedLength(MemorySegment file, long offset) {
        if (!hasMagic(file, offset)) {
            return 0;
        }
        int length = file.get(INT, offset + Integer.BYTES);
        if (length < SMALLEST_BODY || length > file.byteSize() - offset - HEADER) {
            return 0;
        }
        int expected = file.get(INT, offset + 2L * Integer.BYTES);
        return checksum(body(file, offset, length)) == expected ? HEADER + (long) length : 0;
    }

    /** Only where {@link #undamagedLength} has found a record. */
    static Change decode(MemorySegment file, long offset, long recordLength) {
        ByteBuf in = Unpooled.wrappedBuffer(body(file, offset, recordLength - HEADER));
        long position = in.readLong();
        String table = in.readCharSequence(in.readInt(), StandardCharsets.UTF_8).toString();
        @Nullable Document document = in.isReadable() ? BsonDecoder.decodeBson(in) : null;
        return Change.of(table, position, document);
    }

    private static ByteBuffer body(MemorySegment file, long offset, long length) {
        return file.asSlice(offset + HEADER, length).asByteBuffer();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
