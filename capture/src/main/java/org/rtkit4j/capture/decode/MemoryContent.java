package org.rtkit4j.capture.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// What the memory that a display's message refers to says: a call, an entry of a ring, or an entry's data.
public final class MemoryContent {
    private MemoryContent() {}

    /// Returns a line of ASCII; null where nothing is known of such memory.
    ///
    /// @param packet the memory's, with direction and endpoint of the message before it
    public static @Nullable String of(CapturedMessage packet, ByteBuffer memory) {
        if (packet.vocabulary() != Vocabulary.DCP) {
            return null;
        }
        if (packet.endpoint() == Iomfb.ENDPOINT) {
            return CallContent.of(memory);
        }
        if (packet.endpoint() < Afk.FIRST_ENDPOINT || packet.endpoint() > Afk.LAST_ENDPOINT) {
            return null;
        }
        return EntryContent.isEntry(memory)
                ? EntryContent.of(memory)
                : ServiceContent.of(packet.endpoint(), packet.direction(), memory);
    }
}
