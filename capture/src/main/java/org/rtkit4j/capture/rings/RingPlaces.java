package org.rtkit4j.capture.rings;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;

/// Where the two rings of an AFK endpoint lie, as its messages name them. Hears every message of the endpoint, in
/// order.
///
/// How large the blocks of a ring are, only its own head says: it is looked at when the ring is named.
public final class RingPlaces {
    private static final int MOST_RING = 1 << 24;

    private final Heads heads;
    private long region;
    private long ringBytes;
    private @Nullable Place ofAp;
    private @Nullable Place ofIop;

    /// Reads the heads of rings.
    @FunctionalInterface
    public interface Heads {
        /// Returns the 32 bits at an address, or -1 where they cannot be read.
        long read(long iova);
    }

    /// A ring.
    ///
    /// @param iova where it begins
    /// @param stride size of a block
    /// @param dataBytes how many bytes of data there are behind three blocks
    public record Place(long iova, int stride, int dataBytes) {
        /// Returns where the reader's pointer is.
        public long reader() {
            return iova + stride + AfkRing.POINTER.offset();
        }

        /// Returns where the writer's pointer is.
        public long writer() {
            return iova + 2L * stride + AfkRing.POINTER.offset();
        }

        /// Returns where the data begins.
        public long data() {
            return iova + headBytes();
        }

        /// Returns the size of all that is before the data.
        public int headBytes() {
            return AfkRing.BLOCKS * stride;
        }
    }

    public RingPlaces(Heads heads) {
        this.heads = heads;
    }

    /// Hears a message.
    ///
    /// @return the ring that it names; null where it names none, or what is no ring
    public @Nullable Place hear(Layout layout, long word) {
        if (layout == Afk.GETBUF_ACK) {
            region = Afk.REGION_ADDRESS.get(word);
        } else if (layout == Afk.GETBUF_BYTES) {
            ringBytes = Afk.RING_BYTES.get(word);
        } else if (layout == Afk.INIT_TX) {
            ofAp = inRegion(word);
            return ofAp;
        } else if (layout == Afk.INIT_RX) {
            ofIop = inRegion(word);
            return ofIop;
        } else if (layout == Afk.TX_ADDRESS) {
            ofAp = place(Afk.RING_ADDRESS.get(word), ringBytes);
            return ofAp;
        } else if (layout == Afk.RX_ADDRESS) {
            ofIop = place(Afk.RING_ADDRESS.get(word), ringBytes);
            return ofIop;
        }
        return null;
    }

    /// Returns the ring that the AP writes, or null before it was named.
    public @Nullable Place ofAp() {
        return ofAp;
    }

    /// Returns the ring that the firmware writes, or null before it was named.
    public @Nullable Place ofIop() {
        return ofIop;
    }

    private @Nullable Place inRegion(long word) {
        long offset = Afk.RING_OFFSET.get(word) * AfkRing.UNIT_BYTES;
        return place(region + offset, Afk.RING_SIZE.get(word) * AfkRing.UNIT_BYTES);
    }

    private @Nullable Place place(long iova, long bytes) {
        long data = heads.read(iova + AfkRing.DATA_BYTES.offset());
        long stride = (bytes - data) / AfkRing.BLOCKS;
        boolean isRing = bytes <= MOST_RING
                && data > 0
                && stride > 0
                && stride % AfkRing.UNIT_BYTES == 0
                && stride * AfkRing.BLOCKS + data == bytes;
        return isRing ? new Place(iova, (int) stride, (int) data) : null;
    }
}
