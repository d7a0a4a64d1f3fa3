package org.rtkit4j.drivers.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;

/// The ring that the AP writes, and the firmware reads. It is never filled up: full would look like empty.
final class RingWriter {
    private static final int READER = 1;
    private static final int WRITER = 2;
    private static final int NOWHERE = -1;

    private final RingMemory memory;
    private final int magic;
    private final byte[] head = new byte[Entry.HEAD_BYTES];
    private final MemorySegment fields = MemorySegment.ofArray(head);
    private int position;

    /// @param magic with which entries begin
    RingWriter(RingMemory memory, int magic) {
        this.memory = memory;
        this.magic = magic;
    }

    /// Returns the most bytes that an entry can have: one of more than half of the ring would have room at some
    /// places only, and at others never.
    int mostBytes() {
        return memory.dataBytes() / 2 / memory.stride() * memory.stride() - Entry.HEAD_BYTES;
    }

    /// Returns where the next entry goes: what the bell tells.
    int position() {
        return position;
    }

    /// Writes an entry, and tells the reader nothing of it: the bell is the caller's.
    ///
    /// @return false while there is no room
    boolean write(int channel, int type, byte[] bytes, int length) throws AfkException {
        int at = placeFor(AfkRing.entryBytes(length, memory.stride()));
        if (at == NOWHERE) {
            return false;
        }
        Entry.MAGIC.put(fields, 0, magic);
        Entry.SIZE.put(fields, 0, length);
        Entry.CHANNEL.put(fields, 0, channel);
        Entry.TYPE.put(fields, 0, type);
        if (at != position) {
            memory.write(position, head, 0, head.length);
        }
        memory.write(at, head, 0, head.length);
        memory.write(at + Entry.HEAD_BYTES, bytes, 0, length);
        position = (int) ((at + AfkRing.entryBytes(length, memory.stride())) % memory.dataBytes());
        memory.point(WRITER, position);
        return true;
    }

    // Before the reader there is a gap of at least one block.
    private int placeFor(long blocks) throws AfkException {
        int reader = memory.pointer(READER);
        if (position < reader) {
            return position + blocks < reader ? position : NOWHERE;
        }
        if (position + blocks <= memory.dataBytes()) {
            return (position + blocks) % memory.dataBytes() == reader ? NOWHERE : position;
        }
        return blocks < reader ? 0 : NOWHERE;
    }
}
