package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.port.DeviceMemory;

/// Endpoint 0x04: what 0x8 and 0xc mean is not known; unless they are echoed, the co-processor hangs.
final class IoReportEndpoint extends SystemEndpoint {
    private final BufferSlot slot = new BufferSlot();

    IoReportEndpoint(Standing standing, DeviceMemory memory) {
        super(Endpoints.IOREPORT, standing, memory);
    }

    @Override
    void onMessage(long msg0, Outbox out) {
        if (IoReport.BUFFER.matches(msg0)) {
            onBufferRequest(slot, msg0, out);
        } else if (IoReport.REPORT.matches(msg0) || IoReport.START.matches(msg0)) {
            out.send(Endpoints.IOREPORT, msg0);
        } else {
            notice(Notice.UNKNOWN_MESSAGE, msg0);
        }
    }

    @Override
    void release() {
        slot.release();
    }
}
