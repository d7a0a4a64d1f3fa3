package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Line;
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

    private static final int TAGS = 64;

    private final NvmeConfig config;
    private final ControllerRegisters registers;
    private final HostBugs bugs = new HostBugs();
    private final Doorbells doorbells = new Doorbells(bugs);
    private final AnsFirmware firmware;
    private final Work work;
    private final Line line;
    private final Disk disk;
    private final Health health = new Health();
    private final NvmeFaults faults;
    private final NvmeQueues queues;
    private final Registers window;
    private final Registers nvmmuWindow;
    private volatile DoorbellWatcher watcher = (_, _) -> {};
    private FirmwareState seen = FirmwareState.STOPPED;
    // Written by the host's threads, taken by the next step.
    private volatile boolean isDisableAsked;
    private volatile boolean isShutdownAsked;
    private boolean isShutDown;

    /// @param memory what the firmware reaches, for buffers that the SART guards
    public NvmeController(NvmeConfig config, Machine machine, IoSpace memory, AnsFirmware firmware) {
        this.config = config;
        this.firmware = firmware;
        registers = new ControllerRegisters(config.variant());
        Medium medium = Storage.medium(config);
        var cache = new WriteCache(medium, config.cacheBlocks(), config.seed());
        disk = new Disk(medium, machine.ram(), cache, config.loss());
        faults = new NvmeFaults(config.faults(), config.seed());
        queues = new NvmeQueues(this, machine, memory);
        line = new Line(queues::isAsserted, machine.interrupts());
        work = machine.work(this::step, line::changed);
        window = new NvmeWindow(this, true);
        nvmmuWindow = new NvmeWindow(this, false);
        health.onPowerOn();
    }

    public NvmeVariant variant() {
        return config.variant();
    }

    /// Returns what lies in the window `nvme`.
    public Registers window() {
        return window;
    }

    /// Returns what lies in the window `nvmmu`, on chips that have it.
    public Registers nvmmuWindow() {
        return nvmmuWindow;
    }

    /// Returns the level interrupt of both queues.
    public InterruptLine interrupt() {
        return line;
    }

    /// Has `listener` hear of every write to a doorbell, in place of the one before.
    public void watch(DoorbellWatcher listener) {
        watcher = listener;
    }

    DoorbellWatcher watcher() {
        return watcher;
    }

    NvmeConfig config() {
        return config;
    }

    ControllerRegisters registers() {
        return registers;
    }

    HostBugs bugs() {
        return bugs;
    }

    Doorbells doorbells() {
        return doorbells;
    }

    Disk disk() {
        return disk;
    }

    Health health() {
        return health;
    }

    NvmeFaults faults() {
        return faults;
    }

    AnsFirmware firmware() {
        return firmware;
    }

    NvmeQueues queues() {
        return queues;
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
                    disk.losePower();
                }
                goDown();
            }
            case CRASHED -> {
                queues.clear();
                registers.fail();
                disk.losePower();
            }
            case QUIESCED, ASLEEP, OFF -> {
                disk.flush();
                goDown();
            }
            case IDLE -> disk.flush();
            case STOPPED, WAITING -> goDown();
            case HUNG -> {}
        }
    }

    /// Resets it with its co-processor: power is lost.
    public void reset() {
        disk.losePower();
        queues.clear();
        registers.reset();
        isDisableAsked = false;
        isShutdownAsked = false;
        isShutDown = false;
        bugs.forget();
        health.onPowerOn();
        seen = FirmwareState.STOPPED;
    }

    /// Gives the disk's image back, where it lies in one. To be called once the machine rests for good.
    @Override
    public void close() {
        disk.close();
    }

    void attend() {
        work.ready();
    }

    void ring(int queue, int tag) {
        if (!registers.isReady()) {
            bugs.notice(HostBug.NOT_READY, tag);
        } else if (tag < 0 || tag >= TAGS) {
            bugs.notice(HostBug.TAG_OUT_OF_RANGE, Integer.toUnsignedLong(tag));
        } else if (!queues.isLinear()) {
            bugs.notice(HostBug.WRONG_DOORBELL, tag);
        } else {
            doorbells.ring(queue, tag);
        }
        work.ready();
    }

    void tail(int queue, int value) {
        if (!registers.isReady()) {
            bugs.notice(HostBug.NOT_READY, value);
        } else if (queues.isLinear()) {
            bugs.notice(HostBug.WRONG_DOORBELL, value);
        } else if (!queues.tail(queue, value)) {
            bugs.notice(HostBug.SQ_TAIL, Integer.toUnsignedLong(value));
        }
        work.ready();
    }

    void acknowledge(int queue, int head) {
        if (queues.acknowledge(queue, head)) {
            work.ready();
        }
    }

    void invalidate(int tag) {
        boolean isTag = tag >= 0 && tag < TAGS;
        registers.tcbStat = isTag && doorbells.invalidate(tag) ? 0 : 1;
        if (!isTag) {
            bugs.notice(HostBug.INVALIDATED_UNUSED, Integer.toUnsignedLong(tag));
        }
    }

    void configure(int value) {
        int before = registers.cc;
        registers.write(NvmeRegisters.CC, value);
        if (NvmeRegisters.CC_EN.get(before) != 0 && NvmeRegisters.CC_EN.get(value) == 0) {
            isDisableAsked = true;
        }
        if (NvmeRegisters.CC_SHN.get(before) == 0 && NvmeRegisters.CC_SHN.get(value) != 0) {
            isShutdownAsked = true;
        }
        work.ready();
    }

    void writeQueueRegister(int offset, int value) {
        if (!queues.hasIoSubmission()) {
            bugs.notice(HostBug.QUEUE_REGISTERS_EARLY, offset);
            work.ready();
        }
        registers.write(offset, value);
    }

    /// Has the controller step at a time, whatever comes.
    void sleepUntil(long nanos) {
        work.at(nanos);
    }

    private void step() {
        try {
            bugs.tell(firmware);
            if (firmware.isUp()) {
                followConfiguration();
                queues.run();
                bugs.tell(firmware);
            }
        } catch (DmaFault fault) {
            queues.postNow();
            firmware.crash(new CrashCause.DataAbort(fault.iova(), fault.isWrite()));
        }
    }

    private void followConfiguration() {
        if (isDisableAsked) {
            isDisableAsked = false;
            queues.clear();
            registers.ready(false);
        }
        if (isShutdownAsked) {
            isShutdownAsked = false;
            shutDown();
        }
        if (registers.isEnabled() && !registers.isReady() && registers.csts == 0) {
            enable();
        }
    }

    private void enable() {
        isShutDown = false;
        if (queues.enable()) {
            registers.ready(true);
        } else {
            bugs.notice(HostBug.CONFIGURATION, Integer.toUnsignedLong(registers.cc));
            registers.fail();
        }
    }

    private void shutDown() {
        if (config.variant().hasQueueRegisters()) {
            bugs.notice(HostBug.SHUTDOWN_NOTIFICATION, Integer.toUnsignedLong(registers.cc));
        }
        queues.run();
        disk.flush();
        isShutDown = true;
        registers.shutdown(NvmeRegisters.SHST_COMPLETE);
    }

    boolean isShutDown() {
        return isShutDown;
    }

    private void comeUp() {
        registers.bootStatus = NvmeRegisters.BOOT_OK;
        work.ready();
    }

    private void goDown() {
        queues.clear();
        bugs.forget();
        registers.bootStatus = 0;
        registers.ready(false);
    }
}
