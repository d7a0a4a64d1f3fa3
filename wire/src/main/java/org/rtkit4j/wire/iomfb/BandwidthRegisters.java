package org.rtkit4j.wire.iomfb;

/// Where the display's firmware asks for memory bandwidth, as the machine's device tree has it.
///
/// @param scratch the register that it writes, by its physical address; 0 where there is none
/// @param doorbell the register that it rings then; 0 where there is none
/// @param doorbellBit the bit of it that is this display's
public record BandwidthRegisters(long scratch, long doorbell, int doorbellBit) {
    /// None: what the emulated firmware is content with.
    public static final BandwidthRegisters NONE = new BandwidthRegisters(0, 0, 0);
}
