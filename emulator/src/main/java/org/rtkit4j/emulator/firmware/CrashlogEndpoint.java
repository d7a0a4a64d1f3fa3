package org.rtkit4j.emulator.firmware;

import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;

/// Endpoint 1: the buffer for a crash log, and the request to crash.
final class CrashlogEndpoint implements SystemEndpoint {
    private final Kernel kernel;
    private final SharedBufferRequest buffer;
    private final int sizeBytes;
    private final boolean asksTwice;

    CrashlogEndpoint(Kernel kernel, FirmwareConfig config) {
        this.kernel = kernel;
        buffer = new SharedBufferRequest(kernel, Endpoints.CRASHLOG, config.crashlog());
        sizeBytes = config.crashlog().sizeBytes();
        asksTwice = config.has(Quirk.REPEATED_BUFFER_REQUEST);
    }

    @Override
    public void onStart() {
        if (sizeBytes > 0) {
            buffer.ask();
        }
        if (sizeBytes > 0 && asksTwice) {
            buffer.ask();
        }
    }

    @Override
    public void onMessage(long msg0) {
        if (!buffer.accept(msg0) && Crashlog.Provoke.LAYOUT.matches(msg0)) {
            provoke(Crashlog.Provoke.KIND.get(msg0));
        }
    }

    @Override
    public void addPages(List<Long> iovas) {
        buffer.addPages(iovas);
    }

    @Override
    public boolean isSettled() {
        return sizeBytes == 0 || buffer.isSettled();
    }

    boolean hasBuffer() {
        return buffer.isGranted();
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /// Puts the log into the buffer and tells the AP, with the buffer's own address and size.
    void report(byte[] log) {
        kernel.memory().store(buffer.iova(), log, 0, log.length);
        kernel.send(Endpoints.CRASHLOG, buffer.word());
    }

    private void provoke(long kind) {
        if (kind == Crashlog.Provoke.HARD) {
            kernel.crash(new CrashCause.DataAbort(0, true));
        } else if (kind == Crashlog.Provoke.SOFT) {
            kernel.crash(new CrashCause.FailedAssert("crashlog.c", 318, "crash requested by the AP"));
        }
    }
}
