package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The registers of the SPMI controller before generation 4: the bus on which the power management chip is.
///
/// Byte offsets, 32 bits wide. Words written to [#COMMAND] are a command and its data; the answer comes out of
/// [#REPLY] word by word. Source: m1n1 hw/spmi1.py, hw/spmi.py.
public final class SpmiRegisters {
    public static final int STATUS = 0x00;
    public static final int COMMAND = 0x04;
    public static final int REPLY = 0x08;
    public static final int BYTES = 0x4000;

    /// An extended write long: register address of 16 bits, 1 to 8 bytes; the number less one in the low three bits.
    public static final int EXT_WRITE_LONG = 0x30;

    /// An extended read long, in the same form.
    public static final int EXT_READ_LONG = 0x38;

    private static final String SOURCE = "m1n1 hw/spmi1.py";

    public static final Bits RX_EMPTY = flag("RX_EMPTY", 24, SOURCE);
    public static final Bits RX_COUNT = bits("RX_COUNT", 23, 16, FieldType.DEC, SOURCE);
    public static final Bits TX_EMPTY = flag("TX_EMPTY", 8, SOURCE);
    public static final Layout STATUS_LAYOUT = Layout.named("SPMI_STATUS", Direction.BOTH, "State of the two FIFOs")
            .with(RX_EMPTY, RX_COUNT, TX_EMPTY);

    public static final Bits EXTRA = bits("EXTRA", 31, 16, SOURCE);
    public static final Bits ALERT = flag("ALERT", 15, SOURCE);
    public static final Bits SLAVE = bits("SLAVE_ID", 11, 8, SOURCE);
    public static final Bits OPCODE = bits("OPCODE", 7, 0, SOURCE);
    public static final Layout COMMAND_LAYOUT = Layout.named("SPMI_CMD", Direction.BOTH, "The first word of a command")
            .with(EXTRA, ALERT, SLAVE, OPCODE);

    /// One bit for each byte of the answer that arrived whole.
    public static final Bits FRAME_PARITY = bits("FRAME_PARITY", 31, 16, SOURCE);

    /// Set in the answer to a write, and in the one to a read not: m1n1's check wants it so.
    public static final Bits ACK = flag("ACK", 15, SOURCE);

    public static final Bits REPLY_SLAVE = bits("SLAVE_ID", 14, 8, SOURCE);
    public static final Layout REPLY_LAYOUT = Layout.named("SPMI_REPLY", Direction.BOTH, "The first word of an answer")
            .with(FRAME_PARITY, ACK, REPLY_SLAVE, OPCODE);

    private SpmiRegisters() {}
}
