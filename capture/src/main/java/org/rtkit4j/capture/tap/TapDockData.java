package org.rtkit4j.capture.tap;

import static org.rtkit4j.wire.dockchannel.DockChannelRegisters.*;

import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.Registers;

/// The data registers of a DockChannel, whose bytes a [DockTap] hears. Otherwise they behave as the registers inside
/// do.
///
/// What the AP writes is heard before it is there, what it reads once it has it: an answer never comes before its
/// command.
public final class TapDockData implements Registers {
    private final Registers registers;
    private final DockTap tap;

    public TapDockData(Registers registers, DockTap tap) {
        this.registers = registers;
        this.tap = tap;
    }

    @Override
    public int read32(long offset) {
        int value = registers.read32(offset);
        switch ((int) offset) {
            case RX_8, RX_16, RX_24 -> counted(value, ((int) offset - RX_8) / Integer.BYTES + 1);
            case RX_32 -> tap.onBytes(Direction.IOP_TO_AP, value, Integer.BYTES);
            default -> {}
        }
        return value;
    }

    private void counted(int value, int most) {
        int count = (int) Math.min(COUNT.get(value), most);
        tap.onBytes(Direction.IOP_TO_AP, value >>> Byte.SIZE, count);
    }

    @Override
    public long read64(long offset) {
        return registers.read64(offset);
    }

    @Override
    public void write32(long offset, int value) {
        if (offset >= TX_8 && offset <= TX_32) {
            tap.onBytes(Direction.AP_TO_IOP, value, (int) offset / Integer.BYTES);
        }
        registers.write32(offset, value);
    }

    @Override
    public void write64(long offset, long value) {
        registers.write64(offset, value);
    }
}
