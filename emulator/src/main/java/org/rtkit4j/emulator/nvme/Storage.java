package org.rtkit4j.emulator.nvme;

import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rtkit4j.emulator.machine.Machine;

/// The disk from behind: what a test sees of it, and how it makes it fail. Any thread may call it.
public final class Storage {
    private final Machine machine;
    private final Drive drive;
    private final NvmeFaults faults;
    private final HostAccess host;

    Storage(Machine machine, Drive drive, NvmeFaults faults, HostAccess host) {
        this.machine = machine;
        this.drive = drive;
        this.faults = faults;
        this.host = host;
    }

    /// Returns the number of blocks.
    public long blocks() {
        return drive.blocks();
    }

    /// Returns the size of a block in bytes.
    public int blockBytes() {
        return drive.blockBytes();
    }

    /// Returns a copy of what a read of a block would give now.
    public byte[] content(long block) {
        Objects.checkIndex(block, blocks());
        return exclusively(() -> drive.copy(block, false));
    }

    /// Returns a copy of what of a block is safe from a loss of power now.
    public byte[] durable(long block) {
        Objects.checkIndex(block, blocks());
        return exclusively(() -> drive.copy(block, true));
    }

    /// Sets a block before the host comes: durable, and not part of a history.
    public void preset(long block, byte[] content) {
        Objects.checkIndex(block, blocks());
        machine.exclusively(() -> drive.preset(block, content.clone()));
    }

    /// Begins to record what is written; a history that was begun before ends.
    public WriteHistory record() {
        return exclusively(() -> drive.record());
    }

    /// Says what becomes of the cache when power is lost.
    public void onLoss(CacheLoss loss) {
        machine.exclusively(() -> drive.onLoss(loss));
    }

    /// Has `listener` told why the image cannot be read or written, once for each reason, on the machine's thread. The
    /// host hears of a broken medium and no more.
    public void onTrouble(Consumer<String> listener) {
        machine.exclusively(() -> drive.onTrouble(listener));
    }

    /// Adds a fault that strikes as its rule says, until [#clearFaults].
    public void add(NvmeFaultRule rule) {
        machine.exclusively(() -> faults.add(rule));
    }

    /// Adds a fault that strikes the next I/O command that it concerns, once.
    public void inject(NvmeFaultRule rule) {
        machine.exclusively(() -> faults.inject(rule));
    }

    /// Has the controller itself fail until the co-processor is reset, beside what it fails at already.
    public void fail(ControllerFault fault) {
        machine.exclusively(() -> host.faults().add(fault));
        host.attend();
        host.line().changed();
    }

    /// Lets a fault strike an I/O command by its number from now on, 0 being the next.
    ///
    /// @param blocks how many of its blocks a [NvmeFaultKind#CRASH_DURING] writes, all but one at most; -1: any
    ///     number of them
    public void schedule(long command, NvmeFaultKind fault, int blocks) {
        machine.exclusively(() -> faults.schedule(command, fault, blocks));
    }

    /// Takes every fault back that has not struck: rules, and what was injected or scheduled.
    public void clearFaults() {
        machine.exclusively(faults::clear);
    }

    /// Returns how many I/O commands the controller has begun.
    public long commands() {
        return exclusively(faults::commands);
    }

    /// Returns what the host did wrong, and how often.
    public Map<HostBug, Long> hostBugs() {
        return host.bugs().counts();
    }

    private <T> T exclusively(Supplier<T> question) {
        var answer = new ArrayList<T>(1);
        machine.exclusively(() -> answer.add(question.get()));
        return answer.getFirst();
    }
}
