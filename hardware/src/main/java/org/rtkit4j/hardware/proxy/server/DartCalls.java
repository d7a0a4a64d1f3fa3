package org.rtkit4j.hardware.proxy.server;

import static org.rtkit4j.hardware.proxy.server.Calls.arg;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// The calls to the DARTs.
final class DartCalls {
    private static final int BYTE = 0xff;

    private final ProxyTarget target;

    DartCalls(ProxyTarget target) {
        this.target = target;
    }

    /// Returns the result, or null where the target does not know the call.
    @Nullable
    Long serve(Opcode opcode, Frame request) {
        TargetDarts darts = target.darts();
        if (darts == null) {
            return null;
        }
        return switch (opcode) {
            case DART_INIT ->
                darts.init(arg(request, 0), (int) arg(request, 1) & BYTE, arg(request, 2) != 0, (int) arg(request, 3));
            case DART_MAP -> (long) darts.map(arg(request, 0), arg(request, 1), arg(request, 2), arg(request, 3));
            case DART_SHUTDOWN -> {
                darts.shutdown(arg(request, 0));
                yield 0L;
            }
            case DART_UNMAP -> {
                darts.unmap(arg(request, 0), arg(request, 1), arg(request, 2));
                yield 0L;
            }
            default -> null;
        };
    }
}
