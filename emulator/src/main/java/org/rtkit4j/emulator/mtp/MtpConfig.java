package org.rtkit4j.emulator.mtp;

import java.util.List;
import java.util.Set;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.port.Region;

/// What one keyboard and trackpad are like.
///
/// @param dockChannel physical address of the DockChannel device
/// @param hazards what its firmware does wrong from its start on
/// @param pulse whether it asks for the touch surface's reset pin
/// @param needsTouchFirmware whether the touch surface is ready only once firmware was loaded into it
/// @param hasDescriptorFault whether its descriptors have the item that real ones have: a report size of 0x4000
/// @param keyboardType what it says of its keyboard, 0 to 255
/// @param serial ASCII, at most 32 characters
public record MtpConfig(
        long dockChannel,
        Set<MtpHazard> hazards,
        PinPulse pulse,
        boolean needsTouchFirmware,
        boolean hasDescriptorFault,
        int keyboardType,
        String serial) {
    /// How long a serial number can be.
    public static final int LONGEST_SERIAL = 32;

    public MtpConfig {
        hazards = Set.copyOf(hazards);
        if (keyboardType < 0 || keyboardType > 0xff || serial.length() > LONGEST_SERIAL) {
            throw new IllegalArgumentException("no such keyboard: type=%d, serial=%s".formatted(keyboardType, serial));
        }
    }

    /// Returns where the AP has its registers: interrupts, thresholds and data, in this order.
    public List<Region> windows() {
        int end = DockChannelRegisters.AP_FIFO;
        return List.of(
                window(DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK)),
                window(DockChannelRegisters.config(end)),
                window(DockChannelRegisters.data(end)));
    }

    private Region window(int offset) {
        return new Region("dockchannel", dockChannel + offset, DockChannelRegisters.BYTES);
    }
}
