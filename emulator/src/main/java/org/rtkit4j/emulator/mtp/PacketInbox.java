package org.rtkit4j.emulator.mtp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// Commands out of the FIFO from the AP. What is none is dropped: byte by byte where a header makes no sense,
/// whole where the rest does not.
final class PacketInbox {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LEAST = DockPacket.HEADER_BYTES + DockPayload.HEAD_BYTES + DockPacket.CHECKSUM_BYTES;

    private final DockChannel channel;
    private final Commands commands;
    private final byte[] bytes = new byte[DockPacket.MOST_BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private int filled;

    /// What is done with a command.
    interface Commands {
        /// A command has come whole.
        ///
        /// @param data its bytes from `from` on, `length` of them, which it says itself
        void onCommand(long header, long head, byte[] data, int from, int length);

        /// Something else has come, and was dropped.
        void onDropped(String why);
    }

    PacketInbox(DockChannel channel, Commands commands) {
        this.channel = channel;
        this.commands = commands;
    }

    /// Takes what is there.
    void drain() {
        while (fill()) {
            long header = memory.get(WORD, 0);
            if (filled == DockPacket.HEADER_BYTES && !isHeader(header)) {
                dropByte();
            } else if (filled == size(header)) {
                handle(header);
                filled = 0;
            }
        }
    }

    void clear() {
        filled = 0;
    }

    // Returns whether the header, or then the packet, is whole.
    private boolean fill() {
        int wanted = filled < DockPacket.HEADER_BYTES ? DockPacket.HEADER_BYTES : size(memory.get(WORD, 0));
        filled += channel.take(bytes, filled, wanted - filled);
        return filled == wanted;
    }

    private static boolean isHeader(long header) {
        return DockPacket.HEADER_LENGTH.get(header) == DockPacket.HEADER_BYTES
                && DockPacket.KIND.get(header) == DockPacket.COMMAND;
    }

    private static int size(long header) {
        return DockPacket.HEADER_BYTES + (int) DockPacket.LENGTH.get(header) + DockPacket.CHECKSUM_BYTES;
    }

    private void dropByte() {
        System.arraycopy(bytes, 1, bytes, 0, --filled);
    }

    private void handle(long header) {
        if (DockPacket.sum(bytes, 0, filled) != DockPacket.WHOLE) {
            commands.onDropped("checksum");
            return;
        }
        long head = filled < LEAST ? 0 : memory.get(WORD, DockPacket.HEADER_BYTES);
        int length = (int) DockPayload.LENGTH.get(head);
        if (length == 0 || LEAST + length > filled) {
            commands.onDropped("length");
            return;
        }
        commands.onCommand(header, head, bytes, DockPacket.HEADER_BYTES + DockPayload.HEAD_BYTES, length);
    }
}
