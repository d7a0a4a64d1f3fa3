package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.rtkit4j.emulator.machine.Machine;

/// The disk from behind: what a test sees of it, and how it makes it fail. Any thread may call it.
public final class Storage {
    private final NvmeController controller;
    private final Machine machine;

    public Storage(NvmeController controller, Machine machine) {
        this.controller = controller;
        this.machine = machine;
    }

    static Medium medium(NvmeConfig config) {
        if (config.image() == null) {
            return new MemoryMedium(config.blocks(), config.blockBytes());
        }
        try {
            return FileMedium.open(config.image(), config.blocks(), config.blockBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the number of blocks.
    public long blocks() {
        return controller.disk().blocks();
    }

    /// Returns the size of a block in bytes.
    public int blockBytes() {
        return controller.disk().blockBytes();
    }

    /// Returns a copy of what a read of a block would give now.
    public byte[] content(long block) {
        Objects.checkIndex(block, blocks());
        return exclusively(() -> controller.disk().copy(block, false));
    }

    /// Returns a copy of what of a block is safe from a loss of power now.
    public byte[] durable(long block) {
        Objects.checkIndex(block, blocks());
        return exclusively(() -> controller.disk().copy(block, true));
    }

    /// Sets a block before the host comes: durable, and not part of a history.
    public void preset(long block, byte[] content) {
        Objects.checkIndex(block, blocks());
        machine.exclusively(() -> controller.disk().preset(block, content.clone()));
    }

    /// Begins to record what is written; a history that was begun before ends.
    public WriteHistory record() {
        return exclusively(() -> controller.disk().record());
    }

    /// Says what becomes of the cache when power is lost.
    public void onLoss(CacheLoss loss) {
        machine.exclusively(() -> controller.disk().onLoss(loss));
    }

    /// Adds a fault that strikes as its rule says, until [#clearFaults].
    public void add(NvmeFaultRule rule) {
        machine.exclusively(() -> controller.faults().add(rule));
    }

    /// Adds a fault that strikes the next I/O command that it concerns, once.
    public void inject(NvmeFaultRule rule) {
        machine.exclusively(() -> controller.faults().inject(rule));
    }

    /// Lets a fault strike an I/O command by its number from now on, 0 being the next.
    ///
    /// @param blocks how many of its blocks a [NvmeFault#CRASH_DURING] writes, at most all but one; -1: by chance
    public void schedule(long command, NvmeFault fault, int blocks) {
        machine.exclusively(() -> controller.faults().schedule(command, fault, blocks));
    }

    public void clearFaults() {
        machine.exclusively(controller.faults()::clear);
    }

    /// Returns how many I/O commands the controller has begun.
    public long commands() {
        return exclusively(controller.faults()::commands);
    }

    /// Returns what the host did wrong, and how often.
    public Map<HostBug, Long> hostBugs() {
        return controller.bugs().counts();
    }

    private <T> T exclusively(Supplier<T> question) {
        var answer = new ArrayList<T>(1);
        machine.exclusively(() -> answer.add(question.get()));
        return answer.getFirst();
    }
}
