package org.rtkit4j.core.session;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.PowerState;

/// How a co-processor is brought up.
///
/// @param startCpu whether the adapter sets RUN in the CPU's control register first
/// @param wake the state that is asked for to wake it, or null where setting RUN is enough
/// @param earlyApOn whether the AP says that it is ON before the co-processor does
public record BootPlan(boolean startCpu, @Nullable PowerState wake, boolean earlyApOn) {
    /// Start the CPU; it says HELLO by itself. Linux's `apple_rtkit_boot`.
    public static final BootPlan START = new BootPlan(true, null, false);

    /// Wake a co-processor whose CPU runs already. Linux's `apple_rtkit_wake`.
    public static final BootPlan WAKE = new BootPlan(false, PowerState.INIT, false);

    /// Start the CPU and wake it, which suits a firmware in either state. What m1n1 and U-Boot do.
    public static final BootPlan START_AND_WAKE = new BootPlan(true, PowerState.INIT, false);

    public BootPlan {
        if (wake != null && wake != PowerState.INIT && wake != PowerState.ON) {
            throw new IllegalArgumentException("a co-processor is woken with INIT or ON: state=" + wake);
        }
    }

    /// Returns this plan with the wake value of older hosts, ON instead of INIT.
    public BootPlan withOldWake() {
        return new BootPlan(startCpu, PowerState.ON, earlyApOn);
    }

    /// Returns this plan with AP ON sent before the co-processor has acknowledged its own state.
    ///
    /// Some firmware wants the AP to be ready first. Source: aurora `rtkit.c`, `wake_early_ap`.
    public BootPlan withEarlyApOn() {
        return new BootPlan(startCpu, wake, true);
    }
}
