package org.rtkit4j.capture.record;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;

/// Where the rings of one endpoint lie, and which of their entries a bell rings for: those between where the last bell
/// left off and the writer's pointer.
///
/// An entry whose data lies out of line is followed by that data: what a command gives, what a reply has got. What
/// stands in a ring may be anything; no more than a few entries are copied at a time, and the first that is none ends
/// it.
final class ReferredEntries {
    private static final int MOST_ENTRIES = 16;
    private static final int MOST_DATA = 0x1000;
    private static final int MOST_RING = 1 << 24;
    private static final int PAYLOAD = Entry.HEAD_BYTES + Epic.HEADS_BYTES;

    private final ReferredCalls.Copier copier;
    private long region;
    private long ringBytes;
    private @Nullable Ring ofAp;
    private @Nullable Ring ofIop;

    ReferredEntries(ReferredCalls.Copier copier) {
        this.copier = copier;
    }

    /// Returns what a message refers to, or null.
    @Nullable
    Snapshot of(Layout layout, long word) {
        if (layout == Afk.GETBUF_ACK) {
            region = Afk.REGION_ADDRESS.get(word);
        } else if (layout == Afk.GETBUF_BYTES) {
            ringBytes = Afk.RING_BYTES.get(word);
        } else if (layout == Afk.INIT_TX) {
            ofAp = inRegion(word);
        } else if (layout == Afk.INIT_RX) {
            ofIop = inRegion(word);
        } else if (layout == Afk.TX_ADDRESS) {
            ofAp = ring(Afk.RING_ADDRESS.get(word), ringBytes);
        } else if (layout == Afk.RX_ADDRESS) {
            ofIop = ring(Afk.RING_ADDRESS.get(word), ringBytes);
        } else if (layout == Afk.SEND || layout == Afk.RECV) {
            Ring ring = layout == Afk.SEND ? ofAp : ofIop;
            return ring == null ? null : Snapshot.of(ring.news());
        }
        return null;
    }

    private @Nullable Ring inRegion(long word) {
        long offset = Afk.RING_OFFSET.get(word) * AfkRing.UNIT_BYTES;
        return ring(region + offset, Afk.RING_SIZE.get(word) * AfkRing.UNIT_BYTES);
    }

    private @Nullable Ring ring(long iova, long bytes) {
        long data = number(AfkRing.DATA_BYTES, iova);
        long stride = (bytes - data) / AfkRing.BLOCKS;
        boolean isRing = bytes <= MOST_RING
                && data > 0
                && stride > 0
                && stride % AfkRing.UNIT_BYTES == 0
                && stride * AfkRing.BLOCKS + data == bytes;
        return isRing ? new Ring(iova, (int) stride, (int) data) : null;
    }

    /// Returns a number in memory, or -1 where it cannot be read.
    private long number(Field field, long iova) {
        Snapshot copy = copier.copy(iova + field.offset(), field.sizeBytes());
        return copy == null || copy.bytes().remaining() < field.sizeBytes() ? -1 : get(field, copy, -field.offset());
    }

    private static long get(Field field, Snapshot entry, long at) {
        return field.get(MemorySegment.ofBuffer(entry.bytes()), at);
    }

    private final class Ring {
        private final long iova;
        private final int stride;
        private final int data;
        private int position;

        Ring(long iova, int stride, int data) {
            this.iova = iova;
            this.stride = stride;
            this.data = data;
        }

        /// Returns copies of the new entries, and of their data.
        List<Snapshot> news() {
            var pieces = new ArrayList<Snapshot>();
            long writer = number(AfkRing.POINTER, iova + 2L * stride);
            for (int i = 0; i < MOST_ENTRIES && position != writer && writer >= 0 && writer < data; i++) {
                Snapshot entry = next();
                if (entry == null) {
                    // Not an entry: the next bell finds what comes behind it.
                    position = (int) writer;
                    break;
                }
                pieces.add(entry);
                addData(entry, pieces);
            }
            return pieces;
        }

        // An entry that does not fit before the end lies at the beginning; its head may stand here, too.
        private @Nullable Snapshot next() {
            long size = sizeAt(position);
            if (size < 0 || Entry.HEAD_BYTES + size > data - position) {
                position = 0;
                size = sizeAt(0);
            }
            if (size < 0 || Entry.HEAD_BYTES + size > data) {
                return null;
            }
            Snapshot entry = copier.copy(at(position), Entry.HEAD_BYTES + (int) size);
            position = (int) ((position + AfkRing.entryBytes(size, stride)) % data);
            return entry;
        }

        private long sizeAt(int offset) {
            boolean isEntry = offset <= data - Entry.HEAD_BYTES && Entry.isMagic(number(Entry.MAGIC, at(offset)));
            return isEntry ? number(Entry.SIZE, at(offset)) : -1;
        }

        private long at(int offset) {
            return iova + (long) AfkRing.BLOCKS * stride + offset;
        }
    }

    private void addData(Snapshot entry, List<Snapshot> pieces) {
        int size = entry.bytes().remaining();
        long subHead = Entry.HEAD_BYTES + Epic.Head.BYTES;
        if (size < PAYLOAD + Epic.Command.BYTES || get(Epic.SubHead.VERSION, entry, subHead) != Epic.SubHead.DISPLAY) {
            return;
        }
        long category = get(Epic.SubHead.CATEGORY, entry, subHead);
        Snapshot found = null;
        if (category == Epic.Category.COMMAND) {
            found = data(entry, Epic.Command.TX_BUFFER, Epic.Command.TX_BYTES);
        } else if (category == Epic.Category.REPLY && get(Epic.SubHead.LENGTH, entry, subHead) == Epic.Command.BYTES) {
            found = data(entry, Epic.Command.RX_BUFFER, Epic.Command.RX_BYTES);
        }
        if (found != null) {
            pieces.add(found);
        }
    }

    private @Nullable Snapshot data(Snapshot entry, Field address, Field size) {
        long bytes = Math.min(get(size, entry, PAYLOAD), MOST_DATA);
        return copier.copy(get(address, entry, PAYLOAD), (int) bytes);
    }
}
