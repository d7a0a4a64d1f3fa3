package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.rtkit4j.wire.port.Region;

/// Physical memory through a file whose offsets are physical addresses: `/dev/mem`, or a stand-in for it.
///
/// A read of an address where nothing is ends the machine on real hardware: map only what a device tree names.
public final class PhysicalMemory extends PhysicalAccess {
    private final MappedFile file;

    private PhysicalMemory(MappedFile file) {
        this.file = file;
    }

    /// Opens the file.
    ///
    /// @throws IOException if it cannot be opened; the message says what to do where permission is missing
    public static PhysicalMemory open(Path path) throws IOException {
        return new PhysicalMemory(MappedFile.open(path, PageSize.systemBytes()));
    }

    @Override
    public boolean reaches(long physAddr, long sizeBytes) {
        return sizeBytes != 0 && Region.fits(physAddr, sizeBytes, Long.MAX_VALUE);
    }

    @Override
    MemorySegment map(long physAddr, long sizeBytes) throws IOException {
        return file.map(physAddr, sizeBytes);
    }

    @Override
    public void close() {
        file.close();
    }
}
