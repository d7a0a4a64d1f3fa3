package org.rtkit4j.drivers.nvme;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;

/// Brings a controller back that crashed, hangs or makes no sense, with all that was answered and is not durable
/// yet.
final class Recovery {
    private final Iop iop;
    private final NvmeWatch watch;
    private final NvmeOptions options;
    private final NvmeDevice device;
    private final IoQueue io;
    private final UnflushedWrites unflushed;
    private final List<Slot> parked = new ArrayList<>();
    private final IoQueue.Handler onAnswer = this::onAnswer;
    // What is written again has slots of its own: those of the commands that wait keep theirs.
    private final Slot[] slots = new Slot[Queues.TAGS];
    private int nextPage;
    private @Nullable NvmeFault refused;

    Recovery(Iop iop, NvmeWatch watch, NvmeOptions options, NvmeDevice device, UnflushedWrites unflushed) {
        this.iop = iop;
        this.watch = watch;
        this.options = options;
        this.device = device;
        io = device.io();
        this.unflushed = unflushed;
        for (int tag = 0; tag < slots.length; tag++) {
            slots[tag] = new Slot(tag, io.mostPages());
        }
    }

    /// Returns the commands that wait to be given to the controller again, in the order in which they were taken.
    List<Slot> parked() {
        return parked;
    }

    /// Takes every command away from the controller, which is not asked.
    List<Slot> parkAll() {
        park();
        return parked;
    }

    /// They were given to it, or have ended.
    void unpark() {
        parked.clear();
    }

    /// Restarts the controller.
    ///
    /// @param why what has happened
    /// @return why the disk is lost, or null
    @Nullable
    NvmeFault restart(NvmeFault why) {
        park();
        NvmeFault last = why;
        for (int attempt = 0; attempt < options.endurance().attempts(); attempt++) {
            try {
                revive(attempt == 0);
                return null;
            } catch (NvmeException e) {
                last = e.fault();
            } catch (RtkitException e) {
                last = new NvmeFault.CoprocessorDown(last.message() + "; " + e.getMessage());
                if (e.fault() instanceof Fault.Unsupported) {
                    return last;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new NvmeFault.CoprocessorDown(
                        "interrupted while the disk was restarted, after: " + why.message());
            } catch (RuntimeException e) {
                last = new NvmeFault.CoprocessorDown("the controller cannot be accessed: " + e.getMessage());
            }
        }
        return new NvmeFault.GivenUp(options.endurance().attempts(), last);
    }

    private void park() {
        for (long tags = io.flying(); tags != 0; tags &= tags - 1) {
            parked.add(io.slot(Long.numberOfTrailingZeros(tags)));
        }
        parked.sort(Comparator.comparingLong(slot -> slot.sequence));
        io.reset();
    }

    // A controller whose firmware lives may need no more than to be disabled and enabled.
    private void revive(boolean isFirst) throws NvmeException, RtkitException, InterruptedException {
        if (!isFirst || watch.isDown() || !comesBackByItself()) {
            iop.recover();
            device.enableAgain();
        }
        writeAgain();
    }

    private boolean comesBackByItself() {
        try {
            device.enableAgain();
            return true;
        } catch (NvmeException _) {
            // The co-processor is reset, then.
            return false;
        }
    }

    // ---- What was answered ----

    /// Writes what is kept, each block once; nothing else is in flight.
    private void writeAgain() throws NvmeException {
        nextPage = unflushed.first();
        refused = null;
        long progressNanos = options.time().clock().getAsLong();
        while (nextPage != UnflushedWrites.NONE || io.flying() != 0) {
            while (nextPage != UnflushedWrites.NONE && io.hasFree()) {
                issueNext();
            }
            int answers = io.poll(onAnswer);
            if (refused != null) {
                throw new NvmeException(refused);
            }
            long now = options.time().clock().getAsLong();
            progressNanos = answers > 0 ? now : progressNanos;
            if (answers == 0) {
                waitForAnswer(now - progressNanos);
            }
        }
    }

    private void waitForAnswer(long waitedNanos) throws NvmeException {
        if (watch.isDown()) {
            throw new NvmeException(new NvmeFault.CoprocessorDown(watch.reason()));
        }
        if (waitedNanos >= options.time().commandTimeoutNanos()) {
            throw new NvmeException(new NvmeFault.TimedOut(
                    "a command", waitedNanos, device.controller().status()));
        }
        options.time().idle().run();
    }

    // Neighbours that were answered one after another go together.
    private void issueNext() {
        Slot slot = slots[io.next().tag];
        slot.operation = Operation.WRITE;
        slot.block = unflushed.block(nextPage);
        slot.blocks = 0;
        slot.attempts = 0;
        while (nextPage != UnflushedWrites.NONE
                && slot.blocks < slot.pages.length
                && unflushed.block(nextPage) == slot.block + slot.blocks) {
            slot.pages[(int) slot.blocks] = nextPage;
            slot.blocks++;
            nextPage = unflushed.next(nextPage);
        }
        io.issue(slot);
    }

    private void onAnswer(Slot slot, int status, boolean isFinal) {
        if (status == 0) {
            return;
        }
        if (!isFinal && slot.attempts < options.endurance().attempts()) {
            io.issue(slot);
        } else {
            refused = new NvmeFault.LostWrites(slot.block, status);
        }
    }
}
