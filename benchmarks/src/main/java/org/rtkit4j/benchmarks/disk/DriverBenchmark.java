package org.rtkit4j.benchmarks.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.nvme.NvmeDisk;
import org.rtkit4j.drivers.nvme.NvmeOptions;
import org.rtkit4j.drivers.nvme.NvmePlatform;
import org.rtkit4j.drivers.nvme.NvmeWatch;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.Registers;

/// Driver and emulated controller on one thread: reads of 4 KiB from a disk in memory, 61 at once.
final class DriverBenchmark implements AutoCloseable {
    private static final int BLOCK_BYTES = 4096;
    private static final int BLOCKS = 4096;
    private static final int ROUND = 200_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Machine machine;
    private final PolledIop iop;
    private final NvmeDisk disk;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final DiskCommand[] commands;
    private long next;
    private long left;
    private long state = 1;

    DriverBenchmark() throws Exception {
        EmulatedMachine emulated = EmulatedMachine.with(Profile.named("ans")).build();
        machine = emulated.machine();
        Coprocessor ans = emulated.coprocessor();
        var mailbox = new RegisterMailbox(ans.registers(), ans.layout(), ans.receiveNotEmpty(), ans.sendEmpty());
        var platform = new Platform(mailbox, new CpuControl(ans.cpu()), ans.memory(), ans::reset);
        var watch = new NvmeWatch();
        iop = new PolledIop(IopProfile.named("ans"), platform, watch, System::nanoTime, this::work);
        iop.boot();
        Registers window = ans.window("nvme");
        var nvme = new NvmePlatform(NvmeVariant.T8103, window, window, ans.interrupt("nvme"), ans.memory());
        disk = NvmeDisk.open(
                iop,
                watch,
                nvme,
                NvmeOptions.DEFAULT.with(System::nanoTime, this::work).withAssist(this::work, Long.MAX_VALUE));
        commands = new DiskCommand[disk.traits().depth()];
        for (int i = 0; i < commands.length; i++) {
            commands[i] = new DiskCommand(this::onDone);
        }
        fill();
    }

    private void work() {
        while (machine.step()) {
            // One batch of commands each.
        }
    }

    private void fill() {
        var write = new DiskCommand(_ -> {});
        for (long block = 0; block < BLOCKS; block++) {
            buffer.putLong(0, block);
            while (!disk.submit(write.write(block * BLOCK_BYTES, buffer, 0, BLOCK_BYTES, false))) {
                disk.poll();
            }
            settle();
        }
        disk.submit(write.flush());
        settle();
    }

    private void settle() {
        while (disk.inFlight() > 0) {
            disk.poll();
        }
    }

    /// Returns reads in a second, the best of some rounds.
    double run(long seconds) {
        double best = 0;
        long end = System.nanoTime() + (long) (seconds * NANOS_PER_SECOND);
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            round();
            best = Math.max(best, ROUND * NANOS_PER_SECOND / (System.nanoTime() - start));
        }
        return best;
    }

    private void round() {
        left = ROUND;
        next = ROUND;
        for (DiskCommand command : commands) {
            submit(command);
        }
        while (left > 0) {
            disk.poll();
        }
    }

    private void submit(DiskCommand command) {
        if (next > 0) {
            next--;
            // Marsaglia's xorshift: no two blocks alike for long.
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            disk.submit(command.read((state & (BLOCKS - 1)) * BLOCK_BYTES, buffer, 0, BLOCK_BYTES));
        }
    }

    private void onDone(DiskCommand command) {
        left--;
        submit(command);
    }

    @Override
    public void close() throws IOException {
        disk.close();
        iop.close();
    }
}
