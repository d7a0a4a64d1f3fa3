package org.rtkit4j.capture.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// What the memory that a display's or a sensor's message refers to says: a call, an entry of a ring, or an entry's
/// data.
public final class MemoryContent {
    private MemoryContent() {}

    /// Returns a line of ASCII; null where nothing is known of such memory.
    ///
    /// @param packet the memory's, with direction and endpoint of the message before it
    public static @Nullable String of(CapturedMessage packet, ByteBuffer memory) {
        boolean isDisplay = packet.vocabulary() == Vocabulary.DCP;
        if (isDisplay && packet.endpoint() == Iomfb.ENDPOINT) {
            return CallContent.of(memory);
        }
        if (!packet.vocabulary().hasRings(packet.endpoint())) {
            return null;
        }
        if (RingHead.follows(packet.before())) {
            return RingHead.of(memory);
        }
        if (EpicEntry.isAt(memory)) {
            return EntryContent.of(memory, packet::service);
        }
        return isDisplay ? ServiceContent.of(packet.endpoint(), packet.direction(), memory) : null;
    }
}
