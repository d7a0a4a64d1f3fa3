package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.devices.DeviceTreeFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.memory.GatedMemory;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.drivers.sart.SartGate;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.hardware.mapped.MappedMemory;
import org.rtkit4j.hardware.mapped.PhysicalAccess;
import org.rtkit4j.hardware.mapped.PhysicalMemory;
import org.rtkit4j.hardware.mapped.UioDevice;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.register.MailboxControl;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// A co-processor of the machine that this program runs on.
final class MappedConnection implements Connection {
    private static final Duration POLL_PERIOD = Duration.ofNanos(200_000);

    private final String name;
    private final PhysicalAccess access;
    private final @Nullable LinePoller poller;
    private final Described described;
    private final MappedMemory memory;
    private final Platform platform;
    private final Consumer<String> remarks;
    private @Nullable LinePoller ownPoller;

    private MappedConnection(
            String name,
            PhysicalAccess access,
            @Nullable LinePoller poller,
            Described described,
            MappedMemory memory,
            Platform platform,
            Consumer<String> remarks) {
        this.name = name;
        this.access = access;
        this.poller = poller;
        this.described = described;
        this.memory = memory;
        this.platform = platform;
        this.remarks = remarks;
    }

    /// Maps physical memory, and polls the mailbox.
    static MappedConnection memory(MappedWay way, String coprocessor, Consumer<String> remarks)
            throws BadInputException, IOException {
        Described described = described(way, coprocessor);
        var access = PhysicalMemory.open(way.file());
        var poller = new LinePoller(POLL_PERIOD);
        return open("mmio:", way, described, access, poller, poller::line, remarks);
    }

    /// Maps a UIO device, and waits for its interrupt.
    static MappedConnection uio(MappedWay way, String coprocessor, Consumer<String> remarks)
            throws BadInputException, IOException {
        Described described = described(way, coprocessor);
        var access = UioDevice.open(way.file());
        return open("uio:", way, described, access, null, access::line, remarks);
    }

    private static MappedConnection open(
            String kind,
            MappedWay way,
            Described described,
            PhysicalAccess access,
            @Nullable LinePoller poller,
            Function<BooleanSupplier, InterruptLine> lines,
            Consumer<String> remarks)
            throws BadInputException, IOException {
        try {
            var memory = new MappedMemory(access, described.regions(), way.ram());
            Platform platform = platform(access, described, memory, lines);
            return new MappedConnection(kind + way.file(), access, poller, described, memory, platform, remarks);
        } catch (BadInputException | IOException | RuntimeException e) {
            Releases.after(e, () -> close(poller), access::close);
            throw e;
        }
    }

    private static void close(@Nullable LinePoller poller) {
        if (poller != null) {
            poller.close();
        }
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Registers window(String window) throws BadInputException, IOException {
        Window found = described.window(window);
        return access.registers(found.address(), found.size());
    }

    @Override
    public InterruptLine interrupt(String line) throws BadInputException {
        var _ = described.behind(line);
        if (ownPoller == null) {
            ownPoller = new LinePoller(POLL_PERIOD);
        }
        return ownPoller.line(() -> true);
    }

    @Override
    public DeviceMemory unfilteredMemory() {
        return MemoryBroker.apAllocates(memory);
    }

    @Override
    public List<String> kinds() {
        return described.kinds();
    }

    // m1n1 puts both there, the one under the name of iBoot's second stage. Source: m1n1 kboot.c.
    @Override
    public String systemFirmware() {
        return described.chosen("asahi,iboot2-version");
    }

    @Override
    public void remark(String sentence) {
        remarks.accept(sentence);
    }

    @Override
    public void close() {
        Releases.all(() -> close(ownPoller), () -> close(poller), access::close);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Platform platform(
            PhysicalAccess access,
            Described described,
            MappedMemory memory,
            Function<BooleanSupplier, InterruptLine> lines)
            throws BadInputException, IOException {
        MailboxRegisters layout = described.layout();
        Registers mailbox = access.registers(described.mailbox(), MailboxRegisters.WINDOW_BYTES);
        InterruptLine notEmpty = lines.apply(() -> !isEmpty(mailbox, layout.i2aControl()));
        InterruptLine empty = lines.apply(() -> isEmpty(mailbox, layout.a2iControl()));
        Window cpu = described.cpu();
        var control = cpu != null && access.reaches(cpu.address(), MailboxRegisters.WINDOW_OFFSET)
                ? new CpuControl(access.registers(cpu.address(), MailboxRegisters.WINDOW_OFFSET))
                : null;
        return new Platform(
                new RegisterMailbox(mailbox, layout, notEmpty, empty),
                control,
                described.brokered(filtered(access, described, memory)));
    }

    private static DeviceMemory filtered(PhysicalAccess access, Described described, MappedMemory memory)
            throws BadInputException, IOException {
        if (described.dart() != null) {
            throw new BadInputException(
                    "%s is behind a DART, which the kernel owns: use m1n1 instead".formatted(described.path()));
        }
        Described.Sart sart = described.sart();
        return sart == null
                ? memory
                : new GatedMemory(
                        memory, new SartGate(access.registers(sart.physAddr(), SartRegisters.BYTES), sart.layout()));
    }

    private static Described described(MappedWay way, String coprocessor) throws BadInputException {
        String tree = way.tree().toString();
        if (!Files.exists(way.tree())) {
            throw new BadInputException("%s: no device tree there; dtb=FILE names one".formatted(tree));
        }
        return Described.in(DeviceTreeFile.read(tree), coprocessor, tree);
    }

    private static boolean isEmpty(Registers mailbox, int control) {
        return (mailbox.read32(control) & MailboxControl.EMPTY.mask()) != 0;
    }

    /// What follows `mmio:` or `uio:`.
    ///
    /// @param file what is mapped
    /// @param tree a flattened device tree, or the folder in which Linux shows it
    /// @param ram what buffers are taken from, or null
    record MappedWay(Path file, Path tree, @Nullable Region ram) {
        private static final Path RUNNING = Path.of("/proc/device-tree");

        /// Reads `FILE[,dtb=FILE][,ram=ADDRESS+SIZE]`.
        static MappedWay parse(String text, String otherwise) throws BadInputException {
            String[] parts = text.split(",", -1);
            Path file = Path.of(parts[0].isEmpty() ? otherwise : parts[0]);
            Path tree = RUNNING;
            Region ram = null;
            for (int i = 1; i < parts.length; i++) {
                if (parts[i].startsWith("dtb=")) {
                    tree = Path.of(parts[i].substring("dtb=".length()));
                } else if (parts[i].startsWith("ram=")) {
                    ram = range(parts[i].substring("ram=".length()));
                } else {
                    throw new BadInputException("--via: neither dtb= nor ram=: " + parts[i]);
                }
            }
            return new MappedWay(file, tree, ram);
        }

        private static Region range(String text) throws BadInputException {
            String[] ends = text.split("\\+", -1);
            try {
                return new Region("ram", Long.decode(ends[0]), Long.decode(ends[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new BadInputException("--via: ram is not of the form 0xADDRESS+0xSIZE: " + text);
            }
        }
    }
}
