package org.rtkit4j.drivers.nvme;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.DiskStatus;

/// Notices that a controller is down, silent, or makes no sense; has it restarted, and gives up where that leads
/// nowhere.
final class ControllerWatchdog {
    private static final long LOOK_NANOS = 1_000_000;

    private final NvmeWatch watch;
    private final NvmeOptions options;
    private final Controller controller;
    private final IoQueue io;
    private final CommandFlow flow;
    private final Recovery recovery;
    private long lookedNanos;
    private int restarts;
    private int fruitless;
    private boolean isRestarting;
    private @Nullable NvmeFault failure;
    private Consumer<NvmeFault> onRestart = _ -> {};

    ControllerWatchdog(NvmeWatch watch, NvmeOptions options, NvmeDevice device, CommandFlow flow, Recovery recovery) {
        this.watch = watch;
        this.options = options;
        this.flow = flow;
        this.recovery = recovery;
        controller = device.controller();
        io = device.io();
    }

    void onRestart(Consumer<NvmeFault> listener) {
        onRestart = listener;
    }

    int restarts() {
        return restarts;
    }

    boolean isRestarting() {
        return isRestarting;
    }

    /// Returns why the disk is gone for good, or null.
    @Nullable
    NvmeFault failure() {
        return failure;
    }

    /// Looks for trouble while no answers come: a crash each time, the rest from time to time.
    void look() throws NvmeException {
        if (watch.isDown()) {
            flow.fail(new NvmeFault.CoprocessorDown(watch.reason()));
            return;
        }
        long nowNanos = flow.tick();
        if (nowNanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nowNanos;
        if (controller.hasSurplusAnswer()) {
            flow.fail(new NvmeFault.UnknownTag("admin", -1));
        } else if (flow.nextDueNanos() <= 0) {
            NvmeFault complaint = controller.complaint();
            flow.fail(
                    complaint != null
                            ? complaint
                            : new NvmeFault.TimedOut(
                                    "a command", options.time().commandTimeoutNanos(), controller.status()));
        }
    }

    /// Deals with a fault: brings the controller back, with everything that was answered and everything that was
    /// not.
    ///
    /// @return how many commands ended by that: all of them where the disk is gone
    int restart(NvmeFault fault) {
        isRestarting = true;
        try {
            restarts++;
            count();
            onRestart.accept(fault);
            if (fruitless > options.endurance().patience()) {
                return giveUp(new NvmeFault.GivenUp(fruitless - 1, fault));
            }
            NvmeFault lost = recovery.restart(fault);
            return lost == null ? resume() : giveUp(lost);
        } finally {
            isRestarting = false;
        }
    }

    // A firmware that crashes while nothing is asked of it may do so as often as it likes.
    private void count() {
        fruitless = flow.takeSuccess() ? 0 : fruitless;
        fruitless += io.flying() != 0 || !watch.isDown() ? 1 : 0;
    }

    private int resume() {
        flow.tick();
        int ended = 0;
        for (Slot slot : recovery.parked()) {
            // Not for ever what the firmware does not survive.
            if (slot.attempts >= options.endurance().patience()) {
                ended++;
                flow.finish(slot, DiskStatus.INTERNAL_ERROR, 0);
            } else {
                flow.again(slot);
            }
        }
        recovery.unpark();
        return ended;
    }

    private int giveUp(NvmeFault fault) {
        failure = fault;
        return endAll();
    }

    /// Ends every command in flight as lost, without a word to the controller.
    ///
    /// @return how many
    int endAll() {
        int ended = 0;
        for (Slot slot : recovery.parkAll()) {
            ended++;
            flow.finish(slot, DiskStatus.LOST, 0);
        }
        recovery.unpark();
        return ended;
    }
}
