package org.rtkit4j.core.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.SharedBuffer;

/// Decides which memory a co-processor gets, in front of the memory that a platform has.
///
/// Firmware asks for a buffer with an address or without. Without, the AP allocates; with one, the memory is the
/// firmware's own, and the AP only maps it. Which of the two a co-processor may do is its [Policy]; what it may name
/// is what the platform names for it, as its device tree does. The way in to a co-processor puts a broker before its
/// memory, so that no session has memory past it.
///
/// Any thread may use it, where any thread may use the memory behind it.
public final class MemoryBroker implements DeviceMemory {
    private final Policy policy;
    private final DeviceMemory memory;
    private final List<Region> regions;
    private final @Nullable MemoryGate gate;

    /// What a co-processor may ask for.
    public enum Policy {
        /// The AP allocates everything: storage. Source: linux drivers/nvme/host/apple.c, which refuses buffers with
        /// an address.
        AP_ALLOCATES("the AP allocates every buffer"),

        /// The firmware brings all memory, wholly inside the regions: the SMC and Thunderbolt, from their SRAM.
        /// Source: linux drivers/mfd/macsmc.c, and drivers/thunderbolt/apple.c of the aurora tree, which refuse
        /// buffers without an address.
        FIRMWARE_OWNS("the firmware brings its own memory"),

        /// The AP allocates, maps what lies inside the regions, and tells where they are: displays, keyboards.
        /// Source: linux drivers/gpu/drm/apple/dcp.c, drivers/hid/dockchannel-hid.
        NAMED_REGIONS("the AP allocates, and maps what the platform names");

        private final String sentence;

        Policy(String sentence) {
            this.sentence = sentence;
        }
    }

    /// Puts a policy before memory.
    ///
    /// @param memory the platform's; it checks what it is asked for once more
    /// @param regions what the platform names for this co-processor, in the order of its device tree; the
    /// co-processor's addresses
    public MemoryBroker(Policy policy, DeviceMemory memory, List<Region> regions) {
        this(policy, memory, regions, null);
    }

    private MemoryBroker(Policy policy, DeviceMemory memory, List<Region> regions, @Nullable MemoryGate gate) {
        this.policy = policy;
        this.memory = memory;
        this.regions = List.copyOf(regions);
        this.gate = gate;
    }

    /// Returns the broker of a co-processor that asks for registers, too, and has memory from the AP alone: a display.
    ///
    /// @param registers what the platform names for it, in the order of its device tree; physical addresses
    /// @param gate what lets it reach them
    public static MemoryBroker ofRegisters(DeviceMemory memory, List<Region> registers, MemoryGate gate) {
        return new MemoryBroker(Policy.NAMED_REGIONS, memory, registers, gate);
    }

    /// Returns the broker of a kind of co-processor. Only a firmware for which the platform names memory has some of
    /// its own; some kinds then have none of the AP's.
    public static MemoryBroker of(CoprocessorKind kind, DeviceMemory memory, List<Region> regions) {
        return new MemoryBroker(regions.isEmpty() ? Policy.AP_ALLOCATES : policyOf(kind), memory, regions);
    }

    private static Policy policyOf(CoprocessorKind kind) {
        return switch (kind) {
            case SMC, ACIO -> Policy.FIRMWARE_OWNS;
            case ANS, DCP, MTP, AOP, SIO, GFX, PMP, GENERIC -> Policy.NAMED_REGIONS;
        };
    }

    /// Returns the broker of a device that has no memory of its own: a disk.
    public static MemoryBroker apAllocates(DeviceMemory memory) {
        return new MemoryBroker(Policy.AP_ALLOCATES, memory, List.of());
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        if (policy == Policy.FIRMWARE_OWNS) {
            throw notOffered("no buffer is allocated", 0, sizeBytes);
        }
        return memory.allocate(sizeBytes);
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        if (policy == Policy.AP_ALLOCATES) {
            throw notOffered("not mapped", iova, sizeBytes);
        }
        Region.holding(regions, iova, sizeBytes);
        return memory.map(iova, sizeBytes);
    }

    /// Returns the registers or region with an index that a firmware gave. Source: the display co-processor's call
    /// D411.
    public Region region(int index) throws MemoryRefusedException {
        requireNamedRegions();
        if (index < 0 || index >= regions.size()) {
            throw new MemoryRefusedException(
                    Reason.NO_SUCH_REGION, "no region has index " + index + ", there are " + regions.size(), 0, 0);
        }
        return regions.get(index);
    }

    /// Returns the registers or region of a name that a firmware gave.
    public Region region(String name) throws MemoryRefusedException {
        requireNamedRegions();
        for (Region region : regions) {
            if (region.name().equals(name)) {
                return region;
            }
        }
        throw new MemoryRefusedException(Reason.NO_SUCH_REGION, "no such region among " + regions, 0, 0);
    }

    /// Lets the co-processor reach registers by their physical address: what lies wholly inside one of the regions.
    /// Source: the display co-processor's call D452, whose address and size Linux once did not check.
    ///
    /// @return the address under which it sees them
    /// @throws MemoryRefusedException for any other range, and nothing is opened then
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        if (gate == null) {
            throw notOffered("no registers are opened", physAddr, sizeBytes);
        }
        Region.holding(regions, physAddr, sizeBytes);
        synchronized (gate) {
            return gate.open(physAddr, sizeBytes);
        }
    }

    /// Takes back what [#open] gave, with the same size.
    ///
    /// @throws IllegalArgumentException if there is no such opening
    public void shut(long iova, long sizeBytes) {
        if (gate == null) {
            throw new IllegalArgumentException("nothing was opened: iova=0x%x".formatted(iova));
        }
        synchronized (gate) {
            gate.shut(iova, sizeBytes);
        }
    }

    private void requireNamedRegions() throws MemoryRefusedException {
        if (policy != Policy.NAMED_REGIONS) {
            throw notOffered("no region is named", 0, 0);
        }
    }

    private MemoryRefusedException notOffered(String what, long iova, long sizeBytes) {
        return new MemoryRefusedException(Reason.NOT_OFFERED, what + ", " + policy.sentence, iova, sizeBytes);
    }
}
