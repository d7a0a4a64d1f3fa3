package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.port.DeviceMemory;

/// Endpoint 0x01: the first message of type 1 asks for the buffer, a later one says that the co-processor crashed.
final class CrashlogEndpoint extends SystemEndpoint {
    private final BufferSlot slot = new BufferSlot();

    // Not the same as "has a buffer": where the first request was refused, the second is a crash all the same.
    private boolean requested;

    CrashlogEndpoint(Standing standing, DeviceMemory memory) {
        super(Endpoints.CRASHLOG, standing, memory);
    }

    @Override
    void onMessage(long msg0, Outbox out) {
        if (!Crashlog.BUFFER.matches(msg0)) {
            notice(Notice.UNKNOWN_MESSAGE, msg0);
        } else if (requested && !isRepeatedRequest(msg0)) {
            onCrash(msg0);
        } else {
            requested = true;
            onBufferRequest(slot, msg0, out);
        }
    }

    /// The co-processor has crashed: its log is kept, as far as there is a buffer.
    void onCrash(long msg0) {
        standing().crash(capture(msg0));
    }

    /// The buffer was agreed with another host: what comes next is a crash.
    void adopt() {
        requested = true;
    }

    // A crash carries the buffer's address. A word without one, from a firmware that is still booting, asks again;
    // once it runs, a doubtful word is taken for a crash: to miss one is worse.
    private boolean isRepeatedRequest(long msg0) {
        return standing().isWaiting() && SharedBufferMsg.ADDRESS.get(msg0) == 0;
    }

    // From the agreed buffer, never from the address in the notification; copied before anything looks at it.
    private CrashDump capture(long msg0) {
        long notifiedIova = SharedBufferMsg.ADDRESS.get(msg0);
        long notifiedBytes = SharedBufferMsg.SIZE.get(msg0) * SharedBufferMsg.PAGE_BYTES;
        byte[] log = copyOfBuffer(msg0);
        long iova = iovaOf(slot);
        if (notifiedIova != iova) {
            notice(Notice.CRASH_ADDRESS_DIFFERS, msg0);
        }
        return new CrashDump(log, iova, notifiedIova, notifiedBytes);
    }

    private byte[] copyOfBuffer(long msg0) {
        var buffer = slot.buffer();
        if (buffer == null) {
            notice(Notice.CRASH_LOG_UNREADABLE, msg0);
            return new byte[0];
        }
        return buffer.copy();
    }

    @Override
    void release() {
        requested = false;
        slot.release();
    }
}
