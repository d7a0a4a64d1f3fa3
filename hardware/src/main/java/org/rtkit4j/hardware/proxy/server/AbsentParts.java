package org.rtkit4j.hardware.proxy.server;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// What the original does by itself, with parts that a target without a CPU does not have: scripts call it on their way
/// to something else.
///
/// They are told the truth: what was to be prepared or ended is, what was to be found is not there, and what has no
/// answer but done is done.
final class AbsentParts {
    private static final long DONE = 0;
    // What m1n1's functions of that kind return: false, and -1.
    private static final long FALSE = 0;
    private static final long FAILED = -1;

    private AbsentParts() {}

    /// Returns the result, or null where a target without a CPU cannot know the call.
    static @Nullable Long serve(Opcode opcode) {
        return switch (opcode) {
            case SMP_START_SECONDARIES, SMP_STOP_SECONDARIES, SMP_SET_WFE_MODE -> DONE;
            case SMP_IS_ALIVE -> FALSE;
            case TUNABLES_APPLY_GLOBAL, TUNABLES_APPLY_LOCAL, TUNABLES_APPLY_LOCAL_ADDR -> FAILED;
            case NVME_INIT, NVME_READ, NVME_FLUSH -> FALSE;
            case NVME_SHUTDOWN -> DONE;
            case DISPLAY_INIT, DISPLAY_CONFIGURE -> FAILED;
            case DISPLAY_SHUTDOWN, DISPLAY_START_DCP -> DONE;
            case DISPLAY_IS_EXTERNAL -> FALSE;
            case DAPF_INIT_ALL, DAPF_INIT -> DONE;
            case CPUFREQ_INIT -> DONE;
            default -> null;
        };
    }
}
