package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.memory.GatedMemory;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.fdt.TreeFolder;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.drivers.sart.SartGate;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.hardware.mapped.MappedMemory;
import org.rtkit4j.hardware.mapped.PhysicalAccess;
import org.rtkit4j.hardware.mapped.PhysicalMemory;
import org.rtkit4j.hardware.mapped.PhysicalRange;
import org.rtkit4j.hardware.mapped.UioDevice;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxControl;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// A co-processor of the machine that this program runs on.
final class MappedConnection implements Connection {
    private static final Duration POLL_PERIOD = Duration.ofNanos(200_000);

    private final String name;
    private final PhysicalAccess access;
    private final @Nullable LinePoller poller;
    private final Platform platform;

    private MappedConnection(String name, PhysicalAccess access, @Nullable LinePoller poller, Platform platform) {
        this.name = name;
        this.access = access;
        this.poller = poller;
        this.platform = platform;
    }

    /// Maps physical memory, and polls the mailbox.
    static MappedConnection memory(MappedWay way, String coprocessor) throws BadInputException, IOException {
        Described described = described(way, coprocessor);
        var access = PhysicalMemory.open(way.file());
        var poller = new LinePoller(POLL_PERIOD);
        try {
            Registers mailbox = access.registers(described.mailbox(), MailboxRegisters.WINDOW_BYTES);
            InterruptLine notEmpty =
                    poller.line(() -> !isEmpty(mailbox, described.layout().i2aControl()));
            InterruptLine empty =
                    poller.line(() -> isEmpty(mailbox, described.layout().a2iControl()));
            Platform platform = platform(access, described, way.ram(), mailbox, notEmpty, empty);
            return new MappedConnection("mmio:" + way.file(), access, poller, platform);
        } catch (BadInputException | IOException | RuntimeException e) {
            poller.close();
            access.close();
            throw e;
        }
    }

    /// Maps a UIO device, and waits for its interrupt.
    static MappedConnection uio(MappedWay way, String coprocessor) throws BadInputException, IOException {
        Described described = described(way, coprocessor);
        var access = UioDevice.open(way.file());
        try {
            Registers mailbox = access.registers(described.mailbox(), MailboxRegisters.WINDOW_BYTES);
            InterruptLine notEmpty =
                    access.line(() -> !isEmpty(mailbox, described.layout().i2aControl()));
            InterruptLine empty =
                    access.line(() -> isEmpty(mailbox, described.layout().a2iControl()));
            Platform platform = platform(access, described, way.ram(), mailbox, notEmpty, empty);
            return new MappedConnection("uio:" + way.file(), access, null, platform);
        } catch (BadInputException | IOException | RuntimeException e) {
            access.close();
            throw e;
        }
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public void close() {
        if (poller != null) {
            poller.close();
        }
        access.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Platform platform(
            PhysicalAccess access,
            Described described,
            @Nullable PhysicalRange ram,
            Registers mailbox,
            InterruptLine notEmpty,
            InterruptLine empty)
            throws BadInputException, IOException {
        Window cpu = described.cpu();
        var control = cpu != null && access.reaches(cpu.address(), MailboxRegisters.WINDOW_OFFSET)
                ? new CpuControl(access.registers(cpu.address(), MailboxRegisters.WINDOW_OFFSET))
                : null;
        return new Platform(
                new RegisterMailbox(mailbox, described.layout(), notEmpty, empty),
                control,
                memory(access, described, ram));
    }

    private static DeviceMemory memory(PhysicalAccess access, Described described, @Nullable PhysicalRange ram)
            throws BadInputException, IOException {
        if (described.dart() != null) {
            throw new BadInputException(
                    "%s is behind a DART, which the kernel owns: use m1n1 instead".formatted(described.path()));
        }
        List<PhysicalRange> regions = described.regions().stream()
                .map(region -> new PhysicalRange(region.name(), region.physAddr(), region.sizeBytes()))
                .toList();
        var memory = new MappedMemory(access, regions, ram);
        Described.Sart sart = described.sart();
        return sart == null
                ? memory
                : new GatedMemory(
                        memory, new SartGate(access.registers(sart.physAddr(), SartRegisters.BYTES), sart.layout()));
    }

    private static Described described(MappedWay way, String coprocessor) throws BadInputException, IOException {
        try {
            DeviceTree tree = TreeFolder.recognises(way.tree())
                    ? TreeFolder.read(way.tree())
                    : FdtReader.read(Files.readAllBytes(way.tree()));
            return Described.in(tree, coprocessor, way.tree().toString());
        } catch (TreeFormatException e) {
            throw new BadInputException("%s: %s".formatted(way.tree(), e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new BadInputException("%s: no device tree there; dtb=FILE names one".formatted(way.tree()));
        }
    }

    private static boolean isEmpty(Registers mailbox, int control) {
        return (mailbox.read32(control) & MailboxControl.EMPTY.mask()) != 0;
    }

    /// What follows `mmio:` or `uio:`.
    ///
    /// @param file what is mapped
    /// @param tree a flattened device tree, or the folder in which Linux shows it
    /// @param ram what buffers are taken from, or null
    record MappedWay(Path file, Path tree, @Nullable PhysicalRange ram) {
        private static final Path RUNNING = Path.of("/proc/device-tree");

        /// Reads `FILE[,dtb=FILE][,ram=ADDRESS+SIZE]`.
        static MappedWay parse(String text, String otherwise) throws BadInputException {
            String[] parts = text.split(",", -1);
            Path file = Path.of(parts[0].isEmpty() ? otherwise : parts[0]);
            Path tree = RUNNING;
            PhysicalRange ram = null;
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

        private static PhysicalRange range(String text) throws BadInputException {
            String[] ends = text.split("\\+", -1);
            try {
                return new PhysicalRange("ram", Long.decode(ends[0]), Long.decode(ends[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new BadInputException("--via: ram is not of the form 0xADDRESS+0xSIZE: " + text);
            }
        }
    }
}
