package org.rtkit4j.capture.record;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.capture.rings.RingPlaces;
import org.rtkit4j.capture.rings.RingPlaces.Place;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;

/// What the messages of one endpoint with rings refer to: a ring's head where it is named, and which of its entries a
/// bell rings for: those between where the last bell left off and the writer's pointer.
///
/// An entry whose data lies out of line is followed by that data: what a command gives, what a reply has got. What
/// stands in a ring may be anything; no more than a few entries are copied at a time, and the first that is none ends
/// it.
final class ReferredEntries {
    private static final int MOST_ENTRIES = 16;
    private static final int MOST_DATA = 0x1000;

    private final ReferredCalls.Copier copier;
    private final RingPlaces places;
    private @Nullable Ring ofAp;
    private @Nullable Ring ofIop;

    ReferredEntries(ReferredCalls.Copier copier) {
        this.copier = copier;
        places = new RingPlaces(this::number);
    }

    /// Returns what a message refers to, or null.
    @Nullable
    Snapshot of(Layout layout, long word) {
        if (layout == Afk.SEND || layout == Afk.RECV) {
            Ring ring = layout == Afk.SEND ? ofAp : ofIop;
            return ring == null ? null : Snapshot.of(ring.news());
        }
        Place named = places.hear(layout, word);
        if (layout == Afk.INIT_TX || layout == Afk.TX_ADDRESS) {
            ofAp = ring(named);
        } else if (layout == Afk.INIT_RX || layout == Afk.RX_ADDRESS) {
            ofIop = ring(named);
        }
        return named == null ? null : copier.copy(named.iova(), named.headBytes());
    }

    // Named again, it is another ring: its first entry is the first of its data.
    private @Nullable Ring ring(@Nullable Place place) {
        return place == null ? null : new Ring(place);
    }

    private long number(long iova) {
        Snapshot copy = copier.copy(iova, Integer.BYTES);
        return copy == null || copy.bytes().remaining() < Integer.BYTES
                ? -1
                : AfkRing.POINTER.get(MemorySegment.ofBuffer(copy.bytes()), 0);
    }

    private final class Ring {
        private final Place place;
        private int position;

        Ring(Place place) {
            this.place = place;
        }

        /// Returns copies of the new entries, and of their data.
        List<Snapshot> news() {
            var pieces = new ArrayList<Snapshot>();
            long writer = number(place.writer());
            for (int i = 0; i < MOST_ENTRIES && position != writer && writer >= 0 && writer < place.dataBytes(); i++) {
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
            if (size < 0 || Entry.HEAD_BYTES + size > place.dataBytes() - position) {
                position = 0;
                size = sizeAt(0);
            }
            if (size < 0 || Entry.HEAD_BYTES + size > place.dataBytes()) {
                return null;
            }
            Snapshot entry = copier.copy(place.data() + position, Entry.HEAD_BYTES + (int) size);
            position = (int) ((position + AfkRing.entryBytes(size, place.stride())) % place.dataBytes());
            return entry;
        }

        private long sizeAt(int offset) {
            long at = place.data() + offset;
            boolean isEntry =
                    offset <= place.dataBytes() - Entry.HEAD_BYTES && Entry.isMagic(number(at + Entry.MAGIC.offset()));
            return isEntry ? number(at + Entry.SIZE.offset()) : -1;
        }
    }

    private void addData(Snapshot copied, List<Snapshot> pieces) {
        EpicEntry entry = EpicEntry.of(copied.bytes());
        Snapshot found = entry == null ? null : data(entry);
        if (found != null) {
            pieces.add(found);
        }
    }

    private @Nullable Snapshot data(EpicEntry entry) {
        EpicEntry.Buffers at = entry.buffers();
        if (at == null) {
            return null;
        }
        boolean isAsked = entry.category() == Epic.Category.COMMAND;
        return isAsked ? data(at.tx(), at.txBytes()) : data(at.rx(), at.rxBytes());
    }

    private @Nullable Snapshot data(long iova, long bytes) {
        return copier.copy(iova, (int) Math.min(bytes, MOST_DATA));
    }
}
