package org.rtkit4j.emulator.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;

/// The ring that the AP writes, and the firmware reads. It takes entries of either magic: hosts differ.
final class ReceiveRing {
    private static final int READER = 1;
    private static final int WRITER = 2;

    private final RingView memory;
    private final byte[] entry;
    private final byte[] head = new byte[Entry.HEAD_BYTES];
    private final MemorySegment fields = MemorySegment.ofArray(head);
    private int position;

    ReceiveRing(RingView memory) {
        this.memory = memory;
        entry = new byte[memory.dataBytes()];
    }

    /// What came of a look at the ring.
    enum Outcome {
        ENTRY,
        EMPTY,
        DAMAGED
    }

    /// Takes the next entry, if there is one.
    Outcome next() {
        int end = memory.pointer(WRITER);
        if (end < 0) {
            return Outcome.DAMAGED;
        }
        if (end == position) {
            return Outcome.EMPTY;
        }
        int at = position;
        int limit = end > at ? end : memory.dataBytes();
        memory.load(at, head, head.length);
        if (end < at && isEntry() && size() > memory.dataBytes() - at - Entry.HEAD_BYTES) {
            at = 0;
            limit = end;
            memory.load(at, head, head.length);
        }
        long blocks = AfkRing.entryBytes(size(), memory.stride());
        if (!isEntry() || at + blocks > limit) {
            return Outcome.DAMAGED;
        }
        memory.load(at + Entry.HEAD_BYTES, entry, (int) size());
        position = (int) ((at + blocks) % memory.dataBytes());
        memory.point(READER, position);
        return Outcome.ENTRY;
    }

    private boolean isEntry() {
        return Entry.isMagic(Entry.MAGIC.get(fields, 0));
    }

    private long size() {
        return Entry.SIZE.get(fields, 0);
    }

    int channel() {
        return (int) Entry.CHANNEL.get(fields, 0);
    }

    int type() {
        return (int) Entry.TYPE.get(fields, 0);
    }

    int length() {
        return (int) size();
    }

    byte[] bytes() {
        return entry;
    }
}
