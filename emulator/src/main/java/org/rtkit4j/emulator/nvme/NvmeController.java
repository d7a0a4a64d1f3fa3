package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// The NVMe controller of a storage co-processor: registers on one side, a disk on the other, and between them what
/// the firmware does with commands, while it is up.
///
/// Registers may be used from any thread; everything else happens in steps of the machine, one batch of commands in
/// each, with one interrupt for all their completions. In steady state a command allocates nothing.
///
/// It outlives the firmware's starts, and so does the disk; what the cache has not flushed may not.
public final class NvmeController implements AutoCloseable {
    /// Size of the window `nvmmu`.
    public static final int NVMMU_BYTES = NvmeWindow.NVMMU_BYTES;

    private final NvmeConfig config;
    private final NvmeVariant variant;
    private final HostAccess host;
    private final DeviceFirmware firmware;
    private final Work work;
    private final Drive drive;
    private final NvmeQueues queues;
    private final Storage storage;
    private FirmwareState seen = FirmwareState.STOPPED;

    /// @param memory what the firmware reaches, for buffers that the SART guards
    public NvmeController(NvmeConfig config, Machine machine, IoSpace memory, DeviceFirmware firmware) {
        this.config = config;
        this.firmware = firmware;
        variant = config.variant();
        host = new HostAccess(config, machine, this::attend);
        work = machine.work(this::step, host.line()::changed);
        Medium medium = Medium.of(config);
        var cache = new WriteCache(medium, config.cacheBlocks(), config.seed());
        drive = new Drive(medium, machine.ram(), cache, config.loss());
        var faults = new NvmeFaults(config.faults(), config.seed());
        queues = new NvmeQueues(config, host, machine, memory, drive, faults, firmware, work);
        storage = new Storage(machine, drive, faults, host);
        drive.health().onPowerOn();
    }

    public NvmeVariant variant() {
        return variant;
    }

    /// Returns what lies in the window `nvme`.
    public Registers window() {
        return new NvmeWindow(host, config, true);
    }

    /// Returns what lies in the window `nvmmu`, on chips that have it.
    public Registers nvmmuWindow() {
        return new NvmeWindow(host, config, false);
    }

    /// Returns the level interrupt of both queues.
    public InterruptLine interrupt() {
        return host.line();
    }

    /// Has `listener` hear of every write to a doorbell, in place of the one before.
    public void watch(DoorbellWatcher listener) {
        host.watch(listener);
    }

    /// Returns the disk from behind.
    public Storage storage() {
        return storage;
    }

    /// The firmware's state may have changed. To be called while the machine's work rests.
    public void follow(FirmwareState now) {
        if (now == seen) {
            return;
        }
        FirmwareState before = seen;
        seen = now;
        switch (now) {
            case RUNNING -> comeUp();
            case BOOTING -> {
                // A start out of the middle is a watchdog's: the cache is gone.
                if (before == FirmwareState.RUNNING) {
                    drive.losePower();
                }
                goDown();
            }
            case CRASHED -> {
                queues.clear();
                host.registers().fail();
                drive.losePower();
            }
            case QUIESCED, ASLEEP, OFF -> {
                drive.flush();
                goDown();
            }
            case IDLE -> drive.flush();
            case STOPPED, WAITING -> goDown();
            case HUNG -> {}
        }
    }

    /// Resets it with its co-processor: power is lost.
    public void reset() {
        drive.losePower();
        queues.clear();
        host.reset();
        drive.health().onPowerOn();
        seen = FirmwareState.STOPPED;
    }

    /// Gives the disk's image back, where it lies in one. To be called once the machine rests for good.
    @Override
    public void close() {
        drive.close();
    }

    private void attend() {
        work.ready();
    }

    private void step() {
        try {
            host.bugs().tell(firmware);
            if (firmware.isUp()) {
                followConfiguration();
                runQueues();
                host.bugs().tell(firmware);
            }
        } catch (DmaFault fault) {
            queues.postNow();
            firmware.crash(new CrashCause.DataAbort(fault.iova(), fault.isWrite()));
        }
    }

    private void followConfiguration() {
        ControllerRegisters registers = host.registers();
        if (host.takeDisable()) {
            queues.clear();
            host.faults().remove(ControllerFault.FATAL_STATUS);
            registers.ready(registers.isReady() && host.faults().has(ControllerFault.READY_STAYS));
        }
        if (host.takeShutdown()) {
            shutDown();
        }
        if (registers.isEnabled() && !registers.isReady() && registers.csts == 0) {
            enable();
        }
    }

    private void runQueues() {
        if (host.faults().has(ControllerFault.FATAL_STATUS)) {
            host.registers().failAlive();
        } else {
            queues.run();
        }
    }

    private void enable() {
        ControllerRegisters registers = host.registers();
        if (host.faults().has(ControllerFault.NEVER_READY)) {
            return;
        }
        if (queues.enable()) {
            registers.ready(true);
        } else {
            host.bugs().notice(HostBug.CONFIGURATION, Integer.toUnsignedLong(registers.cc));
            registers.fail();
        }
    }

    private void shutDown() {
        ControllerRegisters registers = host.registers();
        if (variant.hasQueueRegisters()) {
            host.bugs().notice(HostBug.SHUTDOWN_NOTIFICATION, Integer.toUnsignedLong(registers.cc));
        }
        queues.run();
        if (host.faults().has(ControllerFault.SHUTDOWN_HANGS)) {
            registers.shutdown(NvmeRegisters.SHST_OCCURRING);
            return;
        }
        drive.flush();
        registers.shutdown(NvmeRegisters.SHST_COMPLETE);
    }

    private void comeUp() {
        host.registers().bootStatus = NvmeRegisters.BOOT_OK;
        work.ready();
    }

    private void goDown() {
        queues.clear();
        host.bugs().forget();
        host.registers().bootStatus = 0;
        host.registers().ready(false);
    }
}
