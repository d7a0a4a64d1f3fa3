package org.rtkit4j.emulator.firmware;

import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.OsLog;

/// Endpoint 8: asks for a buffer, whose contents no source knows; it stays as it is.
///
/// It lives without one: m1n1's `rtkit.c` prints the request and answers nothing, and boots every co-processor.
final class OsLogEndpoint implements SystemEndpoint {
    private static final int ADDRESS_SHIFT = 12;

    private final Kernel kernel;
    private final BufferSpec spec;
    private boolean isSettled;

    OsLogEndpoint(Kernel kernel, FirmwareConfig config) {
        this.kernel = kernel;
        spec = config.osLog();
        isSettled = spec.sizeBytes() == 0 || spec.isOwned();
    }

    @Override
    public void onStart() {
        if (spec.sizeBytes() > 0) {
            long request = OsLog.Buffer.SIZE.put(OsLog.Buffer.LAYOUT.word(), spec.sizeBytes());
            kernel.send(Endpoints.OSLOG, OsLog.Buffer.ADDRESS.put(request, spec.address() >>> ADDRESS_SHIFT));
        }
    }

    /// Takes the buffer, or the answer of hosts that give none.
    @Override
    public void onMessage(long msg0) {
        isSettled |= OsLog.Buffer.LAYOUT.matches(msg0) || OsLog.ACK.matches(msg0);
    }

    @Override
    public boolean isSettled() {
        return isSettled;
    }

    @Override
    public boolean isVital() {
        return false;
    }
}
