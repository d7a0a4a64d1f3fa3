package org.rtkit4j.emulator.mtp;

import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// Packets on their way into the FIFO to the AP. One that has no room is not taken.
final class PacketOutbox {
    private static final int CAPACITY = 1 << 17;

    private final DockChannel channel;
    private final byte[] bytes = new byte[CAPACITY];
    private int filled;
    private int sent;

    PacketOutbox(DockChannel channel) {
        this.channel = channel;
    }

    /// Takes a packet.
    ///
    /// @param length of `data`, without what fills it up
    /// @param error added to the checksum; 0 for a right one
    /// @return whether it had room
    boolean put(long header, long head, byte[] data, int length, int error) {
        int size = DockPacket.HEADER_BYTES + (int) DockPacket.LENGTH.get(header) + DockPacket.CHECKSUM_BYTES;
        if (!makeRoom(size)) {
            return false;
        }
        int start = filled;
        word(header);
        word(head);
        System.arraycopy(data, 0, bytes, filled, length);
        int end = start + size - DockPacket.CHECKSUM_BYTES;
        for (filled += length; filled < end; filled++) {
            bytes[filled] = 0;
        }
        int sum = DockPacket.WHOLE - DockPacket.sum(bytes, start, end - start) + error;
        for (int i = 0; i < DockPacket.CHECKSUM_BYTES; i++) {
            bytes[filled++] = (byte) (sum >>> (Byte.SIZE * i));
        }
        return true;
    }

    /// Takes a packet in which everything is right.
    boolean put(int kind, int sequence, int number, long head, byte[] data) {
        int length = (int) DockPayload.LENGTH.get(head);
        int payload = DockPayload.HEAD_BYTES + DockPacket.filledUp(length);
        return put(DockPacket.header(kind, payload, sequence, number), head, data, length, 0);
    }

    /// Forgets the last `count` bytes that wait.
    void tear(int count) {
        filled = Math.max(sent, filled - count);
    }

    /// Returns whether a packet of `length` bytes of data would be taken.
    boolean hasRoomFor(int length) {
        return filled - sent + length + 32 <= CAPACITY;
    }

    boolean isEmpty() {
        return sent == filled;
    }

    /// Moves what the FIFO has room for.
    void flush() {
        sent += channel.offer(bytes, sent, filled - sent);
        if (sent == filled) {
            clear();
        }
    }

    void clear() {
        sent = 0;
        filled = 0;
    }

    private boolean makeRoom(int size) {
        if (filled + size > CAPACITY && sent > 0) {
            System.arraycopy(bytes, sent, bytes, 0, filled - sent);
            filled -= sent;
            sent = 0;
        }
        return filled + size <= CAPACITY;
    }

    private void word(long word) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[filled++] = (byte) (word >>> (Byte.SIZE * i));
        }
    }
}
