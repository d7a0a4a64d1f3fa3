package org.rtkit4j.hardware.mapped;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.rtkit4j.wire.port.Registers;

/// A way to physical addresses of this machine, until it is closed.
public abstract sealed class PhysicalAccess implements AutoCloseable permits PhysicalMemory, UioDevice {
    PhysicalAccess() {}

    /// Returns a window of registers, as [MappedRegisters] describes its accesses.
    ///
    /// @throws IOException if these addresses cannot be mapped
    public Registers registers(long physAddr, long sizeBytes) throws IOException {
        return new MappedRegisters(map(physAddr, sizeBytes));
    }

    /// Returns whether this way reaches a whole range.
    public abstract boolean reaches(long physAddr, long sizeBytes);

    abstract MemorySegment map(long physAddr, long sizeBytes) throws IOException;

    @Override
    public abstract void close();
}
