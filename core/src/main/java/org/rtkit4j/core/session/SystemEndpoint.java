package org.rtkit4j.core.session;

import org.rtkit4j.core.session.BufferSlot.Outcome;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.port.DeviceMemory;

/// One endpoint that every firmware may have. It is independent of the handshake: firmware may ask for its buffers
/// before or after it says that it is ON.
abstract class SystemEndpoint {
    private final int endpoint;
    private final Standing standing;
    private final DeviceMemory memory;

    /// @param standing where the session stands; hears what the endpoint has to report
    /// @param memory where its buffers come from
    SystemEndpoint(int endpoint, Standing standing, DeviceMemory memory) {
        this.endpoint = endpoint;
        this.standing = standing;
        this.memory = memory;
    }

    /// Takes a message of the firmware.
    abstract void onMessage(long msg0, Outbox out);

    /// Gives every buffer back and forgets what was agreed, also where a buffer cannot be closed; the firmware must
    /// not run any more.
    abstract void release();

    final Standing standing() {
        return standing;
    }

    final void notice(Notice notice, long msg0) {
        standing.onNotice(notice, endpoint, msg0);
    }

    /// Answers a request in the form that crashlog, syslog and ioreport share.
    final void onBufferRequest(BufferSlot slot, long msg0, Outbox out) {
        long iova = SharedBufferMsg.ADDRESS.get(msg0);
        long pages = SharedBufferMsg.SIZE.get(msg0);
        if (grant(slot, iova, pages * SharedBufferMsg.PAGE_BYTES, SharedBufferMsg.ADDRESS.maximum(), msg0)
                && iova == 0) {
            out.send(endpoint, SharedBufferMsg.ADDRESS.put(msg0, iovaOf(slot)));
        }
    }

    /// Grants a request and reports what became of it.
    ///
    /// @param highestIova the highest address that the reply can carry
    /// @return whether the firmware gets (or already got) the buffer. It is told so only where it asked the AP to
    /// allocate: an answer to a buffer of its own crashes it
    final boolean grant(BufferSlot slot, long iova, long sizeBytes, long highestIova, long msg0) {
        Outcome outcome = slot.request(memory, iova, sizeBytes);
        if (outcome == Outcome.GRANTED && Long.compareUnsigned(iovaOf(slot), highestIova) > 0) {
            outcome = slot.revoke("the address does not fit the reply: iova=0x%x".formatted(iovaOf(slot)));
        }
        switch (outcome) {
            case GRANTED -> {}
            case REPEATED -> notice(Notice.REPEATED_BUFFER_REQUEST, msg0);
            case CONFLICTING -> notice(Notice.CONFLICTING_BUFFER_REQUEST, msg0);
            case REFUSED -> standing.onMemoryRefused(endpoint, slot.refusal(), msg0);
        }
        return outcome == Outcome.GRANTED || outcome == Outcome.REPEATED;
    }

    static long iovaOf(BufferSlot slot) {
        var buffer = slot.buffer();
        return buffer == null ? 0 : buffer.iova();
    }
}
