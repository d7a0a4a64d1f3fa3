package org.rtkit4j.drivers.dockchannel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// Packets out of a stream of bytes.
///
/// Where no packet begins, bytes are skipped until a header looks like one. So they are where a packet's sum is
/// wrong and where it ends in the middle, as after a restart of the firmware: what follows a half packet has been
/// taken for its other half, and is found again.
final class PacketReader {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FRAME_BYTES = DockPacket.HEADER_BYTES + DockPacket.CHECKSUM_BYTES;
    // How many bytes are skipped at most in one poll.
    private static final int SKIPS = 4096;
    private static final int DATA = DockPacket.HEADER_BYTES + DockPayload.HEAD_BYTES;

    private final BytePort port;
    private final PacketListener listener;
    private final byte[] bytes = new byte[DockPacket.MOST_BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    // What was read and is not handled yet.
    private int start;
    private int end;
    private boolean isSkipping;

    PacketReader(BytePort port, PacketListener listener) {
        this.port = port;
        this.listener = listener;
    }

    /// Reads what is there, at most so many packets.
    ///
    /// @return whether the budget ended it: there may be more
    boolean poll(int budget) {
        int packets = budget;
        int skips = SKIPS;
        while (packets > 0 && skips > 0 && fill()) {
            if (isHeader() && handle()) {
                packets--;
            } else {
                skip();
                skips--;
            }
        }
        return packets == 0 || skips == 0;
    }

    /// Returns whether a packet has begun that has not come whole.
    boolean isInPacket() {
        return end > start;
    }

    /// Returns how many bytes are missing of the header, or then of the packet.
    int missing() {
        return Math.max(wanted() - (end - start), 1);
    }

    /// Takes what there is of a packet for none.
    void drop() {
        listener.onFault(new LinkFault.Torn(end - start, wanted()));
        isSkipping = true;
        skip();
    }

    void clear() {
        start = 0;
        end = 0;
        isSkipping = false;
    }

    // Returns whether a packet is whole, or 8 bytes that are no header. A header that has come whole says how much
    // more.
    private boolean fill() {
        int wanted = wanted();
        while (end - start < wanted) {
            compact(wanted);
            int read = port.read(bytes, end, wanted - (end - start));
            if (read == 0) {
                return false;
            }
            end += read;
            wanted = wanted();
        }
        return true;
    }

    private void compact(int wanted) {
        if (start + wanted > bytes.length || start == end) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
    }

    private int wanted() {
        boolean hasHeader = end - start >= DockPacket.HEADER_BYTES && isHeader();
        return hasHeader ? DockPacket.size(header()) : DockPacket.HEADER_BYTES;
    }

    private long header() {
        return memory.get(WORD, start);
    }

    private boolean isHeader() {
        return DockPacket.isHeader(header());
    }

    private void skip() {
        if (!isSkipping) {
            listener.onFault(new LinkFault.NoHeader(header()));
        }
        isSkipping = true;
        start++;
    }

    // Returns whether it was one.
    private boolean handle() {
        long header = header();
        int size = wanted();
        int number = (int) DockPacket.INTERFACE.get(header);
        int sum = DockPacket.sum(bytes, start, size);
        if (sum != DockPacket.WHOLE) {
            if (!isSkipping) {
                listener.onFault(new LinkFault.BadChecksum(number, sum));
            }
            isSkipping = true;
            return false;
        }
        isSkipping = false;
        deliver(header, number, size);
        start += size;
        return true;
    }

    private void deliver(long header, int number, int size) {
        int room = size - FRAME_BYTES - DockPayload.HEAD_BYTES;
        long head = room < 0 ? 0 : memory.get(WORD, start + DockPacket.HEADER_BYTES);
        int length = (int) DockPayload.LENGTH.get(head);
        if (length > room) {
            listener.onFault(new LinkFault.BadLength(number, size, length));
        } else {
            listener.onPacket(header, head, bytes, start + DATA, length);
        }
    }
}
