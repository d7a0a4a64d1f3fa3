package org.rtkit4j.drivers.dockchannel;

import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Registers;

/// One channel of a DockChannel, as a platform gives it to a driver.
///
/// @param interrupts the interrupt block of the AP; other channels may have bits in it too
/// @param config the thresholds of the AP's end
/// @param data the data of the AP's end
/// @param line the interrupt of the whole block
/// @param channel which bits of the block are its own
/// @param fifoBytes size of each FIFO: `apple,fifo-size` of Linux's device trees
public record DockChannelWindows(
        Registers interrupts, Registers config, Registers data, InterruptLine line, int channel, int fifoBytes) {
    /// The size in all device trees that are known.
    public static final int FIFO_BYTES = 0x800;

    private static final int CHANNELS = 16;

    public DockChannelWindows {
        if (channel < 0 || channel >= CHANNELS || fifoBytes < Long.BYTES) {
            throw new IllegalArgumentException("no such channel: number=%d, fifo=%d".formatted(channel, fifoBytes));
        }
    }
}
