package org.rtkit4j.capture.tap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Direction;

/// The bytes of one direction of a DockChannel, cut into packets. None is lost: what is no packet is handed on as stray
/// bytes, and whatever is put together again in its order is the stream.
///
/// A packet whose sum is wrong is one all the same, unless another seems to begin in it: then the first one was torn.
final class PacketCutter {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_STRAY = 4096;

    private final Direction direction;
    private final TapRing ring;
    private final byte[] bytes = new byte[MOST_STRAY + DockPacket.MOST_BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private int size;
    // How many at the beginning are no packet's.
    private int stray;

    PacketCutter(Direction direction, TapRing ring) {
        this.direction = direction;
        this.ring = ring;
    }

    /// Takes the next byte.
    void add(int next, long timeNanos) {
        bytes[size++] = (byte) next;
        while (cut(timeNanos)) {}
    }

    /// Hands on what has come: nothing follows it. A packet that is not whole is none, and others may have begun in it.
    void flush(long timeNanos) {
        while (size - stray >= DockPacket.HEADER_BYTES) {
            skip(1, timeNanos);
            while (cut(timeNanos)) {}
        }
        stray(size, timeNanos);
    }

    // Returns whether there may be more to do with what is there.
    private boolean cut(long timeNanos) {
        if (size - stray < DockPacket.HEADER_BYTES) {
            return false;
        }
        if (!DockPacket.isHeader(word(stray))) {
            skip(1, timeNanos);
            return true;
        }
        stray(stray, timeNanos);
        int wanted = DockPacket.size(word(0));
        if (size < wanted) {
            return false;
        }
        int inner = DockPacket.sum(bytes, 0, wanted) == DockPacket.WHOLE ? 0 : inner(wanted);
        if (inner > 0) {
            skip(inner, timeNanos);
        } else {
            packet(wanted, timeNanos);
        }
        return true;
    }

    // Where another packet seems to begin in the first one; 0: nowhere.
    private int inner(int end) {
        for (int at = 1; at + DockPacket.HEADER_BYTES <= end; at++) {
            if (DockPacket.isHeader(word(at))) {
                return at;
            }
        }
        return 0;
    }

    private void skip(int count, long timeNanos) {
        stray += count;
        if (stray >= MOST_STRAY) {
            stray(stray, timeNanos);
        }
    }

    private void packet(int length, long timeNanos) {
        long header = word(0);
        byte[] body = Arrays.copyOfRange(bytes, DockPacket.HEADER_BYTES, length);
        ring.record(timeNanos, direction, header, DockSpeech.endpoint(header), body);
        drop(length);
    }

    private void stray(int length, long timeNanos) {
        if (length > 0) {
            ring.record(timeNanos, direction, length, DockSpeech.STRAY, Arrays.copyOf(bytes, length));
            drop(length);
        }
    }

    private void drop(int length) {
        size -= length;
        System.arraycopy(bytes, length, bytes, 0, size);
        stray = 0;
    }

    private long word(int at) {
        return memory.get(WORD, at);
    }
}
