package org.rtkit4j.hardware.proxy.server;

import org.rtkit4j.hardware.proxy.wire.IoDevice;

/// What a host asks first: physical addresses and numbers of the target.
///
/// The server serves HEAPBLOCK_ALLOC, MALLOC, MEMALIGN and FREE from `heapBase` on. The public Python client takes a
/// gigabyte of its own, 128 MiB above what HEAPBLOCK_ALLOC answers: there must be memory.
///
/// @param bootArgs address of the boot arguments
/// @param base address where the boot loader is
/// @param heapBase address where free memory begins, a multiple of 64
/// @param heapBytes how much of it the server may give away
/// @param chipId for example 0x8103
/// @param cpuFeatures address of the 20 bytes that GET_CPU_FEATURES points to, or 0 where there are none
/// @param ioDevice how the host is connected ([IoDevice]); a serial line is announced with BOOT and has no
///     checksum-free mode
public record TargetFacts(
        long bootArgs, long base, long heapBase, long heapBytes, int chipId, long cpuFeatures, int ioDevice) {
    /// What the Python client leaves to the boot loader.
    public static final long DEFAULT_HEAP_BYTES = 128L << 20;

    public TargetFacts {
        if (heapBase % TargetHeap.BLOCK_ALIGNMENT != 0 || heapBytes < 0 || heapBase + heapBytes < heapBase) {
            throw new IllegalArgumentException("no such heap: base=0x%x, size=0x%x".formatted(heapBase, heapBytes));
        }
        if (ioDevice < 0 || ioDevice > IoDevice.LAST) {
            throw new IllegalArgumentException("no such I/O device: device=" + ioDevice);
        }
    }

    /// Facts of a target on a USB port, with a heap of 128 MiB.
    public static TargetFacts onUsb(long bootArgs, long base, long heapBase, int chipId, long cpuFeatures) {
        return new TargetFacts(bootArgs, base, heapBase, DEFAULT_HEAP_BYTES, chipId, cpuFeatures, IoDevice.USB0);
    }

    /// Returns the same facts of a target on another device.
    public TargetFacts on(int otherDevice) {
        return new TargetFacts(bootArgs, base, heapBase, heapBytes, chipId, cpuFeatures, otherDevice);
    }
}
