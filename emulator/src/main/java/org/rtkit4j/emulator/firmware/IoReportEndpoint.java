package org.rtkit4j.emulator.firmware;

import java.util.List;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;

/// Endpoint 4: reports of unknown content. Two of its messages are to come back as they are; not every host does
/// that.
final class IoReportEndpoint implements SystemEndpoint {
    private static final long NOTHING = 0;

    private final Kernel kernel;
    private final Runnable hang;
    private final FirmwareConfig config;
    private final SharedBufferRequest buffer;
    private long awaited = NOTHING;
    private boolean hasStarted;
    private boolean hasReported;

    /// @param hang has the firmware hang
    IoReportEndpoint(Kernel kernel, Runnable hang, FirmwareConfig config) {
        this.kernel = kernel;
        this.hang = hang;
        this.config = config;
        buffer = new SharedBufferRequest(kernel, Endpoints.IOREPORT, config.ioReport());
    }

    @Override
    public void onStart() {
        if (config.ioReport().sizeBytes() == 0) {
            hasStarted = true;
            return;
        }
        buffer.ask();
        if (buffer.isSettled()) {
            sendForEcho(IoReport.START.word());
        }
    }

    @Override
    public void onMessage(long msg0) {
        if (buffer.accept(msg0)) {
            sendForEcho(IoReport.START.word());
        } else if (awaited != NOTHING && msg0 == awaited) {
            hasStarted = true;
            awaited = NOTHING;
        } else if (IoReport.POLL.matches(msg0) && !config.has(Quirk.IGNORES_IOREPORT_POLL)) {
            kernel.send(Endpoints.IOREPORT, msg0);
        }
    }

    @Override
    public void addPages(List<Long> iovas) {
        buffer.addPages(iovas);
    }

    @Override
    public boolean isSettled() {
        return hasStarted || (buffer.isSettled() && !config.has(Quirk.HANGS_WITHOUT_ECHO));
    }

    @Override
    public void onApOn() {
        if (buffer.isGranted() && awaited == NOTHING && !hasReported) {
            hasReported = true;
            sendForEcho(IoReport.REPORT.word());
        }
    }

    private void sendForEcho(long msg0) {
        awaited = msg0;
        kernel.send(Endpoints.IOREPORT, msg0);
        if (config.has(Quirk.HANGS_WITHOUT_ECHO)) {
            kernel.after(config.delays().echo().toNanos(), () -> hangIfAwaiting(msg0));
        }
    }

    private void hangIfAwaiting(long msg0) {
        if (awaited == msg0) {
            hang.run();
        }
    }
}
