package org.rtkit4j.emulator.firmware;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.KDebug;

/// Endpoint 3: asks for trace buffers and lives without them, since Linux starts it and never answers.
final class KDebugEndpoint implements SystemEndpoint {
    private final Kernel kernel;
    private final int records;

    KDebugEndpoint(Kernel kernel, FirmwareConfig config) {
        this.kernel = kernel;
        records = config.kdebugRecords();
    }

    @Override
    public void onStart() {
        if (records > 0) {
            kernel.send(Endpoints.KDEBUG, KDebug.BufferRequest.COUNT.put(KDebug.BufferRequest.LAYOUT.word(), records));
        }
    }

    /// Takes the buffers, and writes nothing: the layout of a record is not known.
    @Override
    public void onMessage(long msg0) {}

    @Override
    public boolean isSettled() {
        return true;
    }
}
