package org.rtkit4j.capture.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.message.Vocabulary;

/// A packet of a DockChannel that is whole, and whose sum is right.
///
/// @param header as [DockPacket] declares it
/// @param head of its payload, as [DockPayload] declares it
/// @param data what the payload carries: no more than the packet has, whatever its head says
public record SoundPacket(long header, long head, MemorySegment data) {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int DATA = DockPacket.HEADER_BYTES + DockPayload.HEAD_BYTES;

    /// Returns the packet that a message is; null where it is none, or a damaged one.
    public static @Nullable SoundPacket of(CapturedMessage message) {
        if (message.vocabulary() != Vocabulary.DOCKCHANNEL || message.endpoint() == DockSpeech.STRAY) {
            return null;
        }
        byte[] packet = PacketContent.bytes(message);
        MemorySegment memory = MemorySegment.ofArray(packet);
        long header = memory.get(WORD, 0);
        if (packet.length != DockPacket.size(header)
                || packet.length < DATA + DockPacket.CHECKSUM_BYTES
                || DockPacket.sum(packet, 0, packet.length) != DockPacket.WHOLE) {
            return null;
        }
        long head = memory.get(WORD, DockPacket.HEADER_BYTES);
        long length = Math.min(DockPayload.LENGTH.get(head), packet.length - DATA - DockPacket.CHECKSUM_BYTES);
        return new SoundPacket(header, head, memory.asSlice(DATA, length));
    }
}
