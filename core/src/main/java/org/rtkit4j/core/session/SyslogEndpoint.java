package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.port.DeviceMemory;

/// Endpoint 0x02: lines of text in a ring. Every entry is acknowledged, read or not, or the firmware stalls.
final class SyslogEndpoint extends SystemEndpoint {
    private final BufferSlot slot = new BufferSlot();
    private final SyslogReader ring = new SyslogReader();

    SyslogEndpoint(Standing standing, DeviceMemory memory) {
        super(Endpoints.SYSLOG, standing, memory);
    }

    @Override
    void onMessage(long msg0, Outbox out) {
        if (Syslog.Log.LAYOUT.matches(msg0)) {
            onLog(msg0);
            out.send(Endpoints.SYSLOG, msg0);
        } else if (Syslog.BUFFER.matches(msg0)) {
            onBufferRequest(slot, msg0, out);
        } else if (Syslog.Init.LAYOUT.matches(msg0)) {
            onInit(msg0);
        } else {
            notice(Notice.UNKNOWN_MESSAGE, msg0);
        }
    }

    private void onInit(long msg0) {
        if (ring.hasGeometry()) {
            notice(Notice.SYSLOG_REPEATED_INIT, msg0);
        }
        int entries = (int) Syslog.Init.ENTRIES.get(msg0);
        int messageBytes = (int) Syslog.Init.MESSAGE_SIZE.get(msg0);
        if (!ring.setGeometry(entries, messageBytes, slot.buffer())) {
            notice(Notice.SYSLOG_BAD_GEOMETRY, msg0);
        }
    }

    private void onLog(long msg0) {
        var buffer = slot.buffer();
        int index = (int) Syslog.Log.INDEX.get(msg0);
        if (buffer == null || !ring.hasGeometry()) {
            notice(Notice.SYSLOG_NOT_READY, msg0);
        } else if (!ring.holds(index, buffer)) {
            notice(Notice.SYSLOG_BAD_INDEX, msg0);
        } else if (standing().wantsSyslog()) {
            ring.read(index, buffer, standing());
        }
    }

    @Override
    void release() {
        ring.forget();
        slot.release();
    }
}
