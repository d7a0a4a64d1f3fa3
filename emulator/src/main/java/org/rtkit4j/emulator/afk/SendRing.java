package org.rtkit4j.emulator.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;

/// The ring that the firmware writes, and the AP reads.
final class SendRing {
    private static final int READER = 1;
    private static final int WRITER = 2;

    private final RingView memory;
    private final byte[] head = new byte[Entry.HEAD_BYTES];
    private final MemorySegment fields = MemorySegment.ofArray(head);
    private int position;

    SendRing(RingView memory) {
        this.memory = memory;
    }

    int position() {
        return position;
    }

    /// Writes an entry.
    ///
    /// @return false while there is no room
    boolean write(int channel, int type, byte[] bytes) {
        int blocks = (int) AfkRing.entryBytes(bytes.length, memory.stride());
        int at = placeFor(blocks);
        if (at < 0) {
            return false;
        }
        Entry.MAGIC.put(fields, 0, Entry.IOP);
        Entry.SIZE.put(fields, 0, bytes.length);
        Entry.CHANNEL.put(fields, 0, channel);
        Entry.TYPE.put(fields, 0, type);
        memory.store(position, head, head.length);
        if (at != position) {
            memory.store(at, head, head.length);
        }
        memory.store(at + Entry.HEAD_BYTES, bytes, bytes.length);
        position = (at + blocks) % memory.dataBytes();
        memory.point(WRITER, position);
        return true;
    }

    // An AP that points anywhere but at an entry has read nothing.
    private int placeFor(int blocks) {
        int reader = memory.pointer(READER);
        if (reader < 0) {
            return -1;
        }
        if (position < reader) {
            return position + blocks < reader ? position : -1;
        }
        if (position + blocks <= memory.dataBytes()) {
            return (position + blocks) % memory.dataBytes() == reader ? -1 : position;
        }
        return blocks < reader ? 0 : -1;
    }
}
