package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.rtkit4j.hardware.system.Libc;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;

/// A device that Linux hands to user space through UIO: its registers, and one interrupt for all that it has to say.
///
/// Map `N` of the file begins at `N` pages of it; which physical addresses that is stands in
/// `/sys/class/uio/uioM/maps/mapN`. A read of the file waits for the interrupt, which is masked then until a 1 is
/// written. Source: linux Documentation/driver-api/uio-howto.rst.
public final class UioDevice extends PhysicalAccess {
    private static final int WAIT_MILLIS = 200;

    private final MappedFile maps;
    private final MappedFile events;
    private final List<Region> ranges;
    private final long pageBytes;
    private final List<UioLine> lines = new ArrayList<>();
    private final Thread waiter;
    private volatile boolean isClosed;

    private UioDevice(MappedFile maps, MappedFile events, List<Region> ranges, long pageBytes) {
        this.maps = maps;
        this.events = events;
        this.ranges = List.copyOf(ranges);
        this.pageBytes = pageBytes;
        waiter = Thread.ofPlatform().daemon().name("uio").unstarted(this::await);
    }

    /// Opens a device of this machine.
    ///
    /// @param device `/dev/uio0` for example
    public static UioDevice open(Path device) throws IOException {
        String name = String.valueOf(device.getFileName());
        return open(device, device, Path.of("/sys/class/uio").resolve(name), PageSize.systemBytes());
    }

    /// Opens a device whose parts lie elsewhere: how tests do it.
    ///
    /// @param mapping the file that is mapped
    /// @param interrupts the file that is read and written for interrupts
    /// @param description the folder that `/sys/class/uio/uioM` is
    /// @param pageBytes size of a page of the kernel
    static UioDevice open(Path mapping, Path interrupts, Path description, long pageBytes) throws IOException {
        List<Region> ranges = ranges(description.resolve("maps"));
        MappedFile maps = MappedFile.open(mapping, pageBytes);
        try {
            var device = new UioDevice(maps, MappedFile.open(interrupts, pageBytes), ranges, pageBytes);
            device.waiter.start();
            return device;
        } catch (IOException | RuntimeException e) {
            Releases.after(e, maps::close);
            throw e;
        }
    }

    /// Returns the physical ranges that it maps.
    public List<Region> ranges() {
        return ranges;
    }

    /// Returns a line that is asserted while `condition` holds. The device's interrupt only says that a
    /// look is worth while.
    ///
    /// @param condition reads the hardware, from any thread
    public InterruptLine line(BooleanSupplier condition) {
        var line = new UioLine(this, condition);
        synchronized (lines) {
            lines.add(line);
        }
        return line;
    }

    @Override
    public boolean reaches(long physAddr, long sizeBytes) {
        return ranges.stream().anyMatch(range -> range.contains(physAddr, sizeBytes));
    }

    @Override
    MemorySegment map(long physAddr, long sizeBytes) throws IOException {
        for (int map = 0; map < ranges.size(); map++) {
            Region range = ranges.get(map);
            if (range.contains(physAddr, sizeBytes)) {
                long within = physAddr - (range.start() & -pageBytes);
                return maps.map(map * pageBytes, within + sizeBytes).asSlice(within, sizeBytes);
            }
        }
        throw new IOException("no map of the device holds it: address=0x%x, size=0x%x, maps=%s"
                .formatted(physAddr, sizeBytes, ranges));
    }

    /// Lets the interrupt come again.
    void enable() {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment one = scratch.allocate(ValueLayout.JAVA_INT);
            one.set(ValueLayout.JAVA_INT, 0, 1);
            // A device without an interrupt refuses; its lines are then looked at when they are armed, and no more.
            Libc.write(scratch.allocate(Libc.STATE), events.descriptor(), one, Integer.BYTES);
        }
    }

    private void await() {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment state = scratch.allocate(Libc.STATE);
            MemorySegment count = scratch.allocate(ValueLayout.JAVA_INT);
            MemorySegment poll = scratch.allocate(8, 4);
            poll.set(ValueLayout.JAVA_INT, 0, events.descriptor());
            while (!isClosed) {
                poll.set(ValueLayout.JAVA_SHORT, 4, Libc.POLLIN);
                if (Libc.poll(state, poll, 1, WAIT_MILLIS) > 0
                        && Libc.read(state, events.descriptor(), count, Integer.BYTES) != Integer.BYTES) {
                    return;
                }
                look();
            }
        }
    }

    private void look() {
        List<UioLine> all;
        synchronized (lines) {
            all = List.copyOf(lines);
        }
        all.forEach(UioLine::look);
    }

    @Override
    public void close() {
        isClosed = true;
        boolean interrupted = false;
        while (waiter.isAlive() && waiter != Thread.currentThread()) {
            try {
                waiter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Releases.all(events::close, maps::close);
    }

    private static List<Region> ranges(Path folder) throws IOException {
        var found = new ArrayList<Region>();
        for (int map = 0; Files.isDirectory(folder.resolve("map" + map)); map++) {
            Path of = folder.resolve("map" + map);
            long start = number(of, "addr");
            long sizeBytes = number(of, "size");
            if (!Region.exists(start, sizeBytes)) {
                throw new IOException("%s: no such range: addr=0x%x, size=0x%x".formatted(of, start, sizeBytes));
            }
            found.add(new Region(text(of.resolve("name")), start, sizeBytes));
        }
        if (found.isEmpty()) {
            throw new IOException("not a UIO device with registers: no map in " + folder);
        }
        return found;
    }

    private static long number(Path folder, String name) throws IOException {
        String text = text(folder.resolve(name));
        try {
            return Long.parseUnsignedLong(text.replaceFirst("^0x", ""), 16);
        } catch (NumberFormatException e) {
            throw new IOException("%s: not a number: %s".formatted(folder.resolve(name), text), e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
