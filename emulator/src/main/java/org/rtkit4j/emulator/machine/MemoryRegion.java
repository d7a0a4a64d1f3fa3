package org.rtkit4j.emulator.machine;

/// Memory of a co-processor's own, for example the SMC's SRAM: the only memory that an AP may map at its request.
///
/// @param name as in `reg-names`, for example `sram`
/// @param physAddr where it lies; AP and co-processor see it at the same address
/// @param sizeBytes a multiple of 16 KiB
public record MemoryRegion(String name, long physAddr, long sizeBytes) {
    public MemoryRegion {
        if (physAddr < 0 || sizeBytes <= 0 || sizeBytes % Ram.PAGE_BYTES != 0 || physAddr + sizeBytes < 0) {
            throw new IllegalArgumentException(
                    "no such region: name=%s, address=0x%x, size=0x%x".formatted(name, physAddr, sizeBytes));
        }
    }

    /// Returns whether the whole range lies inside.
    public boolean holds(long address, long length) {
        return address >= physAddr && length <= sizeBytes && address - physAddr <= sizeBytes - length;
    }

    @Override
    public String toString() {
        return "%s 0x%x+0x%x".formatted(name, physAddr, sizeBytes);
    }
}
