package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The registers of a DockChannel: a device with several pairs of byte FIFOs, of which the AP has one end each.
///
/// A driver of one channel needs three windows: an interrupt block ([#IRQ_MASK], [#IRQ_FLAG]), the thresholds of
/// its end ([#TX_THRESHOLD], [#RX_THRESHOLD]), and its data. Registers are 32 bits wide, offsets count bytes from
/// the window's base. Sources: m1n1 hw/dockchannel.py, asahi dockchannel.c, openbsd apldc.c.
public final class DockChannelRegisters {
    private static final String SOURCE = "m1n1 hw/dockchannel.py, asahi dockchannel.c";

    /// Size of each of the three windows.
    public static final int BYTES = 0x4000;

    // ---- Where the windows lie in the whole device. Source: m1n1 hw/dockchannel.py ----

    /// Size of the device as far as MTP's channel needs it.
    public static final int DEVICE_BYTES = 0x48000;

    private static final int FIRST_IRQ_BLOCK = 0x8000;
    private static final int FIRST_FIFO = 0x28000;
    private static final int FIFO_STRIDE = 0x8000;
    private static final int DATA_BEHIND_CONFIG = 0x4000;

    /// The interrupt block that goes to the AP's interrupt controller.
    public static final int AP_IRQ_BLOCK = 3;

    /// The FIFO end that the AP has of MTP's channel: 1B in m1n1's words.
    public static final int AP_FIFO = 1;

    /// MTP's channel. Its bits are 2 for room and 3 for bytes. Source: m1n1 experiments/mtp.py.
    public static final int MTP_CHANNEL = 1;

    // ---- The interrupt block: bit 2i for room in channel i, bit 2i + 1 for bytes from it ----

    /// 1: the interrupt is passed on.
    public static final int IRQ_MASK = 0x00;

    /// The interrupt is pending; writing 1 clears it, until its condition holds again.
    public static final int IRQ_FLAG = 0x04;

    // ---- The thresholds, in bytes ----

    /// The AP is interrupted while this much room is free.
    public static final int TX_THRESHOLD = 0x00;

    /// The AP is interrupted while this many bytes are there.
    public static final int RX_THRESHOLD = 0x04;

    // ---- The data ----

    public static final int TX_8 = 0x04;
    public static final int TX_16 = 0x08;
    public static final int TX_24 = 0x0c;
    public static final int TX_32 = 0x10;

    /// How many bytes have room.
    public static final int TX_FREE = 0x14;

    /// One byte, with [#COUNT] in front; [#RX_16] and [#RX_24] take two and three.
    public static final int RX_8 = 0x1c;

    public static final int RX_16 = 0x20;
    public static final int RX_24 = 0x24;

    /// Four bytes, without a count.
    public static final int RX_32 = 0x28;

    /// How many bytes are there.
    public static final int RX_COUNT = 0x2c;

    /// The first byte lowest.
    public static final Bits DATA = bits("DATA", 31, 8, SOURCE);

    /// How many bytes this read has taken. OpenBSD reads 6:0.
    public static final Bits COUNT = bits("COUNT", 7, 0, FieldType.DEC, "m1n1 hw/dockchannel.py");

    public static final Layout RX = Layout.named(
                    "DOCKCHANNEL_RX", Direction.IOP_TO_AP, "What RX_8, RX_16 and RX_24 give: one to three bytes")
            .with(DATA, COUNT);

    public static final List<Layout> LAYOUTS = List.of(RX);

    private DockChannelRegisters() {}

    /// Returns the interrupt bit for room in a channel.
    public static int txBit(int channel) {
        return 1 << (2 * channel);
    }

    /// Returns the interrupt bit for bytes from a channel.
    public static int rxBit(int channel) {
        return 2 << (2 * channel);
    }

    /// Returns the offset in the device of an interrupt block, 0 to 5.
    public static int irqBlock(int block) {
        return FIRST_IRQ_BLOCK + block * BYTES;
    }

    /// Returns the offset in the device of the thresholds of a FIFO end: 0 is 1A, 1 is 1B, and so on.
    public static int config(int end) {
        return FIRST_FIFO + end * FIFO_STRIDE;
    }

    /// Returns the offset in the device of the data of a FIFO end.
    public static int data(int end) {
        return config(end) + DATA_BEHIND_CONFIG;
    }
}
