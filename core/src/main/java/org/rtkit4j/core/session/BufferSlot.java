package org.rtkit4j.core.session;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// One buffer that the firmware may ask for: at most one request is ever granted between two re-inits.
final class BufferSlot {
    /// What became of a request.
    enum Outcome {
        GRANTED,
        /// The same request as before: the same answer is due.
        REPEATED,
        /// Another request than before: ignored, since the first buffer is in use.
        CONFLICTING,
        REFUSED
    }

    private @Nullable SharedBuffer buffer;
    private long requestedIova;
    private long requestedBytes;
    private String refusal = "";

    /// Grants `sizeBytes`: freshly allocated where `iova` is 0, else the firmware's own memory, mapped.
    Outcome request(DeviceMemory memory, long iova, long sizeBytes) {
        if (buffer != null) {
            return iova == requestedIova && sizeBytes == requestedBytes ? Outcome.REPEATED : Outcome.CONFLICTING;
        }
        if (sizeBytes == 0) {
            return refuse("size is 0");
        }
        try {
            buffer = iova == 0 ? memory.allocate(sizeBytes) : memory.map(iova, sizeBytes);
        } catch (MemoryRefusedException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
        requestedIova = iova;
        requestedBytes = sizeBytes;
        return Outcome.GRANTED;
    }

    /// Refuses a buffer that was granted, because the reply cannot carry its address.
    Outcome revoke(String reason) {
        release();
        return refuse(reason);
    }

    @Nullable
    SharedBuffer buffer() {
        return buffer;
    }

    String refusal() {
        return refusal;
    }

    /// Gives the buffer back; where that fails it is given up all the same.
    void release() {
        SharedBuffer released = buffer;
        buffer = null;
        if (released != null) {
            released.close();
        }
    }

    private Outcome refuse(String reason) {
        refusal = reason;
        return Outcome.REFUSED;
    }
}
