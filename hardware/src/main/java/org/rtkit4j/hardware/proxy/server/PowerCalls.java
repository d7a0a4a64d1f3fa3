package org.rtkit4j.hardware.proxy.server;

import static org.rtkit4j.hardware.proxy.server.Calls.arg;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Frame;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// The calls to the power manager.
final class PowerCalls {
    private static final int FAILED = -1;

    private final ProxyTarget target;
    private final GuardedMemory memory;

    PowerCalls(ProxyTarget target, GuardedMemory memory) {
        this.target = target;
        this.memory = memory;
    }

    /// Returns the result, or null where the target does not know the call.
    @Nullable
    Long serve(Opcode opcode, Frame request) {
        TargetPower power = target.power();
        if (power == null) {
            return null;
        }
        try {
            return switch (opcode) {
                case PMGR_POWER_ENABLE -> extended(power.enable((int) arg(request, 0)));
                case PMGR_POWER_DISABLE -> extended(power.disable((int) arg(request, 0)));
                case PMGR_ADT_POWER_ENABLE -> extended(power.enablePath(text(request, 0)));
                case PMGR_ADT_POWER_DISABLE -> extended(power.disablePath(text(request, 0)));
                case PMGR_RESET -> extended(power.reset((int) arg(request, 0), text(request, 1)));
                default -> null;
            };
        } catch (TargetFaultException e) {
            memory.onUnguardedFault("string", e);
            return extended(FAILED);
        }
    }

    private String text(Frame request, int index) throws TargetFaultException {
        return TargetText.at(target, arg(request, index));
    }

    // As C does with an int that becomes a u64.
    private static long extended(int result) {
        return result;
    }
}
