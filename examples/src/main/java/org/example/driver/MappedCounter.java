package org.example.driver;

import java.io.IOException;
import java.nio.file.Path;
import org.rtkit4j.hardware.mapped.PhysicalMemory;
import org.rtkit4j.wire.port.Registers;

/// Memory-mapped registers from Java, without JNI: every access is one load or store of its width, in order.
public final class MappedCounter {
    private static final long COUNT = 0x10;

    private MappedCounter() {}

    /// Adds one to a register of a device, and returns what it holds then.
    ///
    /// @param memory `/dev/mem`, or any file that stands for it
    static int increment(Path memory, long physAddr) throws IOException {
        try (var mapped = PhysicalMemory.open(memory)) {
            Registers device = mapped.registers(physAddr, 0x1000);
            device.write32(COUNT, device.read32(COUNT) + 1);
            return device.read32(COUNT);
        }
    }
}
