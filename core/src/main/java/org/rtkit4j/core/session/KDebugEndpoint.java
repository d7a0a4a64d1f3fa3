package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.KDebug;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;

/// Endpoint 0x03: two buffers for trace records, allocated by the AP or the firmware's own.
final class KDebugEndpoint extends SystemEndpoint {
    /// More trace records than fit here are refused: the count is 48 bits wide and the firmware's.
    private static final long LIMIT_BYTES = 1 << 20;

    /// m1n1 rounds the first buffer up to the granule of the DART.
    private static final long GRANULE_BYTES = 0x4000;

    private final BufferSlot first = new BufferSlot();
    private final BufferSlot second = new BufferSlot();
    private final BufferSlot[] slots = {first, second};

    KDebugEndpoint(Standing standing, DeviceMemory memory) {
        super(Endpoints.KDEBUG, standing, memory);
    }

    @Override
    void onMessage(long msg0, Outbox out) {
        if (KDebug.BufferRequest.LAYOUT.matches(msg0)) {
            onBufferRequest(msg0, out);
        } else if (!KDebug.OwnFirst.LAYOUT.matches(msg0) && !KDebug.OwnSecond.LAYOUT.matches(msg0)) {
            // The firmware's own buffers need nothing of us: nobody knows how to read them.
            notice(Notice.UNKNOWN_MESSAGE, msg0);
        }
    }

    private void onBufferRequest(long msg0, Outbox out) {
        long count = KDebug.BufferRequest.COUNT.get(msg0);
        if (count > LIMIT_BYTES / KDebug.RECORD_BYTES) {
            notice(Notice.BUFFER_REFUSED, msg0);
            return;
        }
        long bytes = (count * KDebug.RECORD_BYTES + GRANULE_BYTES - 1) & -GRANULE_BYTES;
        long highest = KDebug.BufferReply.ADDRESS.maximum();
        if (grant(first, 0, bytes, highest, msg0) && grant(second, 0, KDebug.SECOND_BUFFER_BYTES, highest, msg0)) {
            out.send(Endpoints.KDEBUG, KDebug.BufferReply.ADDRESS.put(KDebug.BufferReply.FIRST.word(), iovaOf(first)));
            out.send(
                    Endpoints.KDEBUG, KDebug.BufferReply.ADDRESS.put(KDebug.BufferReply.SECOND.word(), iovaOf(second)));
        }
    }

    @Override
    void release() {
        Releases.each(slots, BufferSlot::release);
    }
}
