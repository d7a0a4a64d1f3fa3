package org.rtkit4j.drivers.nvme;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.nvme.Storage;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.Registers;

/// A driver and an emulated controller on one clock that moves only while nothing is left to do.
final class NvmeRig implements AutoCloseable {
    private static final long TICK_NANOS = 100_000L;

    static final NvmeOptions OPTIONS = NvmeOptions.DEFAULT.withMemory(4 << 20).withMaxTransfer(64 << 10);

    final ManualClock clock;
    final EmulatedMachine emulated;
    final Coprocessor coprocessor;
    final Storage storage;
    final NvmeWatch watch = new NvmeWatch();
    final PolledIop iop;
    final NvmeDisk disk;

    NvmeRig(EmulatedMachine emulated, ManualClock clock, NvmeOptions options, boolean canReset) throws Exception {
        this(emulated, clock, options, canReset, nvme(emulated.coprocessor()));
    }

    NvmeRig(EmulatedMachine emulated, ManualClock clock, NvmeOptions options, boolean canReset, NvmePlatform nvme)
            throws Exception {
        this.emulated = emulated;
        this.clock = clock;
        coprocessor = emulated.coprocessor();
        storage = coprocessor.storage();
        iop = new PolledIop(IopProfile.named("ans"), platform(coprocessor, canReset), watch, clock, this::idle);
        iop.boot();
        disk = NvmeDisk.open(iop, watch, nvme, options.with(clock, this::idle));
    }

    static NvmeRig of(Profile profile) throws Exception {
        return of(profile, OPTIONS, true);
    }

    static NvmeRig of(Profile profile, NvmeOptions options, boolean canReset) throws Exception {
        var clock = new ManualClock();
        return new NvmeRig(EmulatedMachine.with(profile).clock(clock).build(), clock, options, canReset);
    }

    static Platform platform(Coprocessor iop, boolean canReset) {
        var mailbox = new RegisterMailbox(iop.registers(), iop.layout(), iop.receiveNotEmpty(), iop.sendEmpty());
        return new Platform(mailbox, new CpuControl(iop.cpu()), iop.memory(), canReset ? iop::reset : null);
    }

    static NvmePlatform nvme(Coprocessor iop) {
        NvmeVariant variant = iop.profile().nvme().variant();
        Registers window = iop.window("nvme");
        Registers nvmmu = variant.hasOwnNvmmu() ? iop.window("nvmmu") : window;
        return new NvmePlatform(variant, window, nvmmu, iop.interrupt("nvme"), iop.memory());
    }

    /// Lets the machine do one thing, or time pass where there is nothing to do.
    void idle() {
        if (!emulated.machine().step()) {
            clock.advance(TICK_NANOS);
        }
        // Null while the co-processor boots.
        if (disk != null) {
            iop.poll();
        }
    }

    /// Lets a command complete.
    DiskStatus run(DiskCommand command) {
        submit(command);
        while (command.status() == DiskStatus.PENDING) {
            turn();
        }
        return command.status();
    }

    void submit(DiskCommand command) {
        while (!disk.submit(command)) {
            turn();
        }
    }

    void turn() {
        if (disk.poll() == 0) {
            idle();
        }
    }

    void settle() {
        while (disk.inFlight() > 0) {
            turn();
        }
    }

    DiskStatus write(long block, byte... content) {
        return run(new DiskCommand(_ -> {})
                .write(block * Pages.BYTES, ByteBuffer.wrap(content), 0, content.length, false));
    }

    DiskStatus flush() {
        return run(new DiskCommand(_ -> {}).flush());
    }

    byte[] read(long block, int blocks) {
        byte[] content = new byte[blocks * Pages.BYTES];
        DiskStatus status =
                run(new DiskCommand(_ -> {}).read(block * Pages.BYTES, ByteBuffer.wrap(content), 0, content.length));
        if (!status.isOk()) {
            throw new AssertionError("a read ended: block=%d, status=%s".formatted(block, status));
        }
        return content;
    }

    /// Returns a block that tells where it belongs and which version it is.
    static byte[] block(long block, int version) {
        byte[] content = new byte[Pages.BYTES];
        var buffer = ByteBuffer.wrap(content);
        for (int i = 0; i < content.length; i += 16) {
            buffer.putLong(i, block).putInt(i + 8, version).putInt(i + 12, ~version);
        }
        return content;
    }

    void requireNoHostBugs() {
        if (!storage.hostBugs().equals(Map.of())) {
            throw new AssertionError("the driver did something wrong: " + storage.hostBugs());
        }
    }

    static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Override
    public void close() throws IOException {
        disk.close();
        iop.close();
    }
}
