package org.rtkit4j.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.display.DisplayController;
import org.rtkit4j.emulator.display.IomfbHands;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Iop;
import org.rtkit4j.emulator.firmware.LogLine;
import org.rtkit4j.emulator.firmware.RtkitFirmware;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.emulator.mailbox.MailboxDevice;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.mtp.MtpController;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.emulator.nvme.ImageInUseException;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.nvme.NvmeController;
import org.rtkit4j.emulator.nvme.Storage;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.emulator.sensor.BootArguments;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.IopHardware;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.Reset;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A co-processor of the machine: CPU registers, mailbox, memory, firmware.
///
/// A driver gets at it through [#registers], [#cpu], [#memory] and the interrupt lines, as on a real machine. The
/// rest is for tests of the driver. Any thread may call any of it.
public final class Coprocessor implements IopHardware, AutoCloseable {
    private final Profile profile;
    private final Machine machine;
    private final MailboxDevice mailbox;
    private final IoSpace memory;
    private final RtkitFirmware firmware;
    private final Work work;
    private final CoprocessorRegisters device;
    private final @Nullable NvmeController nvme;
    private final @Nullable MtpController mtp;
    private final @Nullable DisplayController display;
    private final Map<String, Registers> windows = new TreeMap<>();
    private final Map<String, InterruptLine> interrupts = new TreeMap<>();

    private Coprocessor(Machine machine, Profile profile, Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        this.machine = machine;
        this.profile = profile;
        profile.requireRoom(machine);
        work = machine.work(this::step, this::raiseLines);
        mailbox = new MailboxDevice(profile.mailbox(), profile.mailboxDepth(), work::ready, machine.interrupts());
        memory = machine.ioSpace(
                profile.iovaBase(), profile.regions(), profile.dma().attach(machine));
        BootArguments.leave(machine, profile.regions());
        display = profile.display() == null
                ? null
                : new DisplayController(profile.display(), machine, memory, this::interject);
        firmware = new RtkitFirmware(profile.firmware(endpoints(endpoints)), new Silicon());
        device = new CoprocessorRegisters(new Cpu(), mailbox);
        machine.attach(profile.base(), CoprocessorRegisters.BYTES, device);
        windows.put("ans", cpu());
        // Last, since it holds a disk's image: nothing may fail behind it.
        mtp = profile.mtp() == null ? null : attachMtp(profile.mtp());
        nvme = profile.nvme() == null ? null : attachNvme(profile.nvme());
    }

    // What the hardware brings, and in its place what a test gives.
    private Map<Integer, FirmwareEndpoint.Factory> endpoints(Map<Integer, FirmwareEndpoint.Factory> given) {
        if (display == null) {
            return given;
        }
        var all = new TreeMap<>(display.endpoints());
        all.putAll(given);
        return all;
    }

    private MtpController attachMtp(MtpConfig config) {
        var controller = new MtpController(config, machine, memory, new RunningFirmware("hid"));
        controller.attach();
        windows.put("irq", controller.channel().interrupts());
        windows.put("config", controller.channel().config());
        windows.put("data", controller.channel().data());
        interrupts.put("dockchannel", controller.channel().line());
        return controller;
    }

    private NvmeController attachNvme(NvmeConfig config) {
        NvmeController controller = controller(config);
        try {
            attach(controller, config);
        } catch (RuntimeException e) {
            throw Releases.after(e, controller::close);
        }
        return controller;
    }

    private void attach(NvmeController controller, NvmeConfig config) {
        machine.attach(config.physAddr(), NvmeRegisters.BYTES, controller.window());
        windows.put("nvme", machine.registers(config.physAddr(), NvmeRegisters.BYTES));
        if (config.variant().hasOwnNvmmu()) {
            machine.attach(config.nvmmuAddr(), NvmeController.NVMMU_BYTES, controller.nvmmuWindow());
            windows.put("nvmmu", machine.registers(config.nvmmuAddr(), NvmeController.NVMMU_BYTES));
        }
        interrupts.put("nvme", controller.interrupt());
    }

    private NvmeController controller(NvmeConfig config) {
        try {
            return new NvmeController(config, machine, memory, new RunningFirmware("nvme_io"));
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof ImageInUseException) {
                throw e;
            }
            throw profile.withoutDisk(cause);
        }
    }

    /// Puts a co-processor into a machine, where its profile says.
    ///
    /// @param endpoints what works behind application endpoints, in place of what the profile names
    /// @throws ProfileException if it has no room there, or its disk's image cannot be opened
    /// @throws UncheckedIOException if somebody else has that, with the [ImageInUseException] as its cause
    public static Coprocessor attach(
            Machine machine, Profile profile, Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        return new Coprocessor(machine, profile, endpoints);
    }

    @Override
    public CoprocessorKind kind() {
        return profile.kind();
    }

    @Override
    public List<Region> regions() {
        return profile.regions();
    }

    @Override
    public @Nullable Reset resetLine() {
        return profile.isResettable() ? this::reset : null;
    }

    /// Returns the profile that it was made from.
    public Profile profile() {
        return profile;
    }

    @Override
    public Registers registers() {
        return machine.registers(profile.base() + MailboxRegisters.WINDOW_OFFSET, MailboxRegisters.WINDOW_BYTES);
    }

    @Override
    public Registers cpu() {
        return machine.registers(profile.base(), MailboxRegisters.WINDOW_OFFSET);
    }

    /// Returns a window of registers by its name in device trees: `ans` are those of the CPU, which every
    /// co-processor has; a storage co-processor has `nvme` and, on chips where the NVMMU lies apart, `nvmmu`; the
    /// one of keyboard and trackpad has `irq`, `config` and `data` of its DockChannel.
    ///
    /// @throws IllegalArgumentException if it has no window of this name
    public Registers window(String name) {
        return named("window", name, windows);
    }

    /// Returns an interrupt line by name: `nvme` is the one of a storage co-processor's controller, for both
    /// queues, `dockchannel` the one of keyboard and trackpad.
    ///
    /// @throws IllegalArgumentException if it has no line of this name
    public InterruptLine interrupt(String name) {
        return named("line", name, interrupts);
    }

    /// Returns the disk of a storage co-processor from behind, for tests of its driver.
    ///
    /// @throws IllegalStateException if it is none
    public Storage storage() {
        if (nvme == null) {
            throw new IllegalStateException("not a storage co-processor: name=" + profile.name());
        }
        return nvme.storage();
    }

    /// Returns the hands on its keyboard and trackpad.
    ///
    /// @throws IllegalStateException if it has none
    public MtpHands hands() {
        if (mtp == null) {
            throw new IllegalStateException("no keyboard, no trackpad: name=" + profile.name());
        }
        return mtp.hands();
    }

    /// Returns the screen before it.
    ///
    /// @throws IllegalStateException if it has none
    public Screen screen() {
        if (display == null) {
            throw new IllegalStateException("no display: name=" + profile.name());
        }
        return display.screen();
    }

    /// Returns the hands on the operating system's way to its display, for tests of hosts.
    ///
    /// @throws IllegalStateException if it has none
    public IomfbHands iomfbHands() {
        if (display == null) {
            throw new IllegalStateException("no display: name=" + profile.name());
        }
        return display.iomfbHands();
    }

    @Override
    public MailboxRegisters layout() {
        return mailbox.layout();
    }

    /// Returns one of the mailbox's interrupt lines.
    public InterruptLine line(MailboxInterrupt which) {
        return mailbox.line(which);
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return line(MailboxInterrupt.RECEIVE_NOT_EMPTY);
    }

    @Override
    public InterruptLine sendEmpty() {
        return line(MailboxInterrupt.SEND_EMPTY);
    }

    /// Has `watcher` hear what is said on the mailbox, on the doorbells of a storage co-processor and through
    /// the DockChannel of keyboard and trackpad, in place of the one before. Resets do not end that.
    public void watch(Watcher watcher) {
        mailbox.watch(watcher::onSent, watcher::onTaken);
        if (nvme != null) {
            nvme.watch(watcher::onDoorbell);
        }
        if (mtp != null) {
            mtp.channel().watch(watcher::onBytes);
        }
    }

    @Override
    public IoSpace memory() {
        return memory;
    }

    /// Resets it as the power manager does: RUN clear, mailbox empty, firmware forgotten.
    public void reset() {
        machine.exclusively(() -> {
            firmware.reset();
            mailbox.reset();
            device.reset();
            if (nvme != null) {
                nvme.reset();
            }
            if (mtp != null) {
                mtp.reset();
            }
            if (display != null) {
                display.reset();
            }
        });
        mailbox.raiseLines();
        work.ready();
    }

    /// Makes the firmware crash; returns whether it was alive.
    public boolean crash(CrashCause cause) {
        return provoke(() -> firmware.crash(cause));
    }

    /// Makes the firmware hang until a reset; returns whether it was alive.
    public boolean hang() {
        return provoke(firmware::hang);
    }

    /// Makes the firmware start anew by itself, unasked; returns whether it was alive.
    public boolean restart() {
        return provoke(firmware::restart);
    }

    /// Makes the firmware send a message, whether it makes sense or not; for tests of hosts.
    ///
    /// @param msg1 the second word: the endpoint, and junk above bit 7 if the test wants it
    public void say(long msg0, long msg1) {
        machine.exclusively(() -> firmware.say(msg0, msg1));
        work.ready();
    }

    /// Does something to what works behind an endpoint, between two steps of the firmware.
    public void interject(Runnable action) {
        machine.exclusively(() -> firmware.interject(action));
        work.ready();
    }

    /// Makes the firmware write a line to its syslog.
    ///
    /// @param context a source position or a task's name, at most 23 characters
    public void log(String context, String text) {
        machine.exclusively(() -> firmware.log(new LogLine(context, text)));
        work.ready();
    }

    /// Returns what the firmware is doing.
    public FirmwareState state() {
        return firmware.state();
    }

    /// Returns why the firmware crashed, or null.
    public @Nullable CrashCause crashCause() {
        return firmware.crashCause();
    }

    /// Returns whether the AP was told of the crash; not where it had given no buffer for the log, or taken it
    /// away.
    public boolean isCrashReported() {
        return exclusively(firmware::isCrashReported);
    }

    /// Returns how many syslog lines were lost since the start: the ring was full of entries that the AP had not
    /// echoed.
    public long lostLogLines() {
        return exclusively(firmware::lostLogLines);
    }

    /// Returns how many messages were lost because somebody did not read or had switched a direction off.
    public long droppedMessages() {
        return exclusively(firmware::droppedMessages) + mailbox.dropped();
    }

    /// Gives the image of its disk back, where it has one. To be called once the machine rests for good.
    @Override
    public void close() {
        if (nvme != null) {
            nvme.close();
        }
    }

    @Override
    public String toString() {
        return "%s at 0x%x, %s".formatted(profile.name(), profile.base(), state());
    }

    private boolean provoke(BooleanSupplier event) {
        boolean wasAlive = exclusively(() -> {
            boolean was = event.getAsBoolean();
            follow();
            return was;
        });
        work.ready();
        return wasAlive;
    }

    private void follow() {
        if (nvme != null) {
            nvme.follow(firmware.state());
        }
        if (mtp != null) {
            mtp.follow(firmware.state());
        }
    }

    private <T> T named(String what, String name, Map<String, T> all) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no such %s: coprocessor=%s, name=%s, there are %s"
                    .formatted(what, profile.name(), name, all.keySet()));
        }
        return found;
    }

    private <T> T exclusively(Supplier<T> question) {
        var answer = new ArrayList<T>(1);
        machine.exclusively(() -> answer.add(question.get()));
        return answer.getFirst();
    }

    private void step() {
        boolean hasMore = firmware.step();
        follow();
        if (hasMore) {
            work.ready();
        } else {
            work.at(firmware.nextDueNanos());
        }
    }

    private void raiseLines() {
        mailbox.raiseLines();
    }

    /// What the registers start and stop.
    private final class Cpu implements CoprocessorRegisters.Cpu {
        @Override
        public FirmwareState state() {
            return firmware.state();
        }

        @Override
        public void start() {
            run(firmware::start);
        }

        @Override
        public void stop() {
            run(firmware::stop);
        }

        private void run(Runnable change) {
            machine.exclusively(() -> {
                change.run();
                follow();
            });
            work.ready();
        }
    }

    /// What the firmware sees of this co-processor.
    private final class Silicon implements Iop {
        @Override
        public boolean offer(long msg0, long msg1) {
            return mailbox.offer(msg0, msg1);
        }

        @Override
        public boolean take(long[] words) {
            return mailbox.take(words);
        }

        @Override
        public IoSpace memory() {
            return memory;
        }

        @Override
        public long nowNanos() {
            return machine.nowNanos();
        }
    }

    /// What a device sees of the firmware.
    private final class RunningFirmware implements DeviceFirmware {
        private final String task;

        /// @param task in which it crashes
        RunningFirmware(String task) {
            this.task = task;
        }

        @Override
        public boolean isUp() {
            return firmware.state() == FirmwareState.RUNNING;
        }

        @Override
        public void log(String context, String text) {
            firmware.log(new LogLine(context, text));
            work.ready();
        }

        @Override
        public void crash(CrashCause cause) {
            firmware.crash(cause, task);
            follow();
            work.ready();
        }
    }
}
