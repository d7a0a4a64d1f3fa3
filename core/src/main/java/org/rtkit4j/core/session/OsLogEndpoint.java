package org.rtkit4j.core.session;

import org.rtkit4j.core.session.SessionConfig.OsLogReply;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.port.DeviceMemory;

/// Endpoint 0x08: one buffer, or an acknowledgement without one; what is logged there is not known.
final class OsLogEndpoint extends SystemEndpoint {
    private static final long HIGHEST_IOVA = OsLog.Buffer.ADDRESS.maximum() << 12;

    private final BufferSlot slot = new BufferSlot();
    private final OsLogReply reply;

    OsLogEndpoint(Standing standing, DeviceMemory memory, OsLogReply reply) {
        super(Endpoints.OSLOG, standing, memory);
        this.reply = reply;
    }

    @Override
    void onMessage(long msg0, Outbox out) {
        if (!OsLog.Buffer.LAYOUT.matches(msg0)) {
            notice(Notice.UNKNOWN_MESSAGE, msg0);
        } else if (reply == OsLogReply.ACK) {
            out.send(Endpoints.OSLOG, OsLog.ACK.word());
        } else {
            onBufferRequest(msg0, out);
        }
    }

    private void onBufferRequest(long msg0, Outbox out) {
        long iova = OsLog.Buffer.ADDRESS.get(msg0) << 12;
        if (grant(slot, iova, OsLog.Buffer.SIZE.get(msg0), HIGHEST_IOVA, msg0) && iova == 0) {
            out.send(Endpoints.OSLOG, OsLog.Buffer.ADDRESS.put(msg0, iovaOf(slot) >>> 12));
        }
    }

    @Override
    void release() {
        slot.release();
    }
}
