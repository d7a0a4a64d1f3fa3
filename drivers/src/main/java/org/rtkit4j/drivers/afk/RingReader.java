package org.rtkit4j.drivers.afk;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;

/// The ring that the firmware writes, and the AP reads.
///
/// Its read pointer is this object's: the word in memory is written, and never read back. An entry is copied, then
/// its place is given back, and then it is looked at.
final class RingReader {
    private static final int READER = 1;
    private static final int WRITER = 2;
    private static final byte[] NO_HEAD = new byte[Integer.BYTES];

    private final RingMemory memory;
    private final boolean clears;
    private final byte[] entry;
    private final byte[] head = new byte[Entry.HEAD_BYTES];
    private final MemorySegment fields = MemorySegment.ofArray(head);
    private int position;
    private int end;

    /// @param clears whether heads are wiped once they were read: firmware that wraps without leaving a head where
    /// it should be leaves an old one there
    RingReader(RingMemory memory, boolean clears) {
        this.memory = memory;
        this.clears = clears;
        entry = new byte[memory.dataBytes()];
    }

    /// Looks how far the firmware has written: [#next] goes as far as that.
    void look() throws AfkException {
        end = memory.pointer(WRITER);
    }

    /// Takes the next entry; returns false where there is none.
    boolean next() throws AfkException {
        if (position == end) {
            return false;
        }
        boolean wraps = end < position;
        int at = position;
        int limit = wraps ? memory.dataBytes() : end;
        readHead(at);
        if (wraps && liesAtTheBeginning()) {
            at = 0;
            limit = end;
            readHead(at);
        }
        requireEntry(at, limit);
        int size = (int) Entry.SIZE.get(fields, 0);
        memory.read(at + Entry.HEAD_BYTES, entry, 0, size);
        wipe(at);
        position = (int) ((at + AfkRing.entryBytes(size, memory.stride())) % memory.dataBytes());
        memory.point(READER, position);
        return true;
    }

    // Its head was left here, and does not fit; or there is none.
    private boolean liesAtTheBeginning() {
        return Entry.isMagic(Entry.MAGIC.get(fields, 0))
                ? Entry.SIZE.get(fields, 0) > memory.dataBytes() - position - Entry.HEAD_BYTES
                : clears;
    }

    private void readHead(int at) {
        memory.read(at, head, 0, head.length);
    }

    // It reaches as far as was written, or to the end of the data, and no further.
    private void requireEntry(int at, int limit) throws AfkException {
        long magic = Entry.MAGIC.get(fields, 0);
        long size = Entry.SIZE.get(fields, 0);
        if (!Entry.isMagic(magic) || at + AfkRing.entryBytes(size, memory.stride()) > limit) {
            throw new AfkException(new AfkFault.BadEntry(at, magic, size));
        }
    }

    private void wipe(int at) {
        if (clears) {
            memory.write(at, NO_HEAD, 0, NO_HEAD.length);
        }
    }

    // ---- The entry that was taken ----

    int channel() {
        return (int) Entry.CHANNEL.get(fields, 0);
    }

    int type() {
        return (int) Entry.TYPE.get(fields, 0);
    }

    /// Returns its bytes, from 0 on; valid until [#next].
    byte[] bytes() {
        return entry;
    }

    int length() {
        return (int) Entry.SIZE.get(fields, 0);
    }
}
