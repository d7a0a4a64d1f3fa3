package org.rtkit4j.benchmarks.suite;

import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The AP's registers of `apple,asc-mailbox-v4` over two FIFOs, for two threads. There is one: its fields are the AP's,
/// and its FIFOs lie where they lie.
final class SharedWindow implements Registers {
    static final MailboxRegisters LAYOUT = MailboxRegisters.ASC_V4;

    private static final int A2I_CONTROL = 0x110;
    private static final int I2A_CONTROL = 0x114;
    private static final int SEND0 = 0x800;
    private static final int SEND1 = 0x808;
    private static final int RECV0 = 0x830;
    private static final int RECV1 = 0x838;

    static final SharedFifo TO_IOP = new SharedFifo(0);
    static final SharedFifo TO_AP = new SharedFifo(SharedFifo.BYTES);

    private long sent0;
    private long received1;

    @Override
    public int read32(long offset) {
        return switch ((int) offset) {
            case A2I_CONTROL -> TO_IOP.sendControl();
            case I2A_CONTROL -> TO_AP.receiveControl();
            default -> throw new IllegalArgumentException("no such register");
        };
    }

    @Override
    public long read64(long offset) {
        return switch ((int) offset) {
            case RECV0 -> receive();
            case RECV1 -> received1;
            default -> throw new IllegalArgumentException("no such register");
        };
    }

    @Override
    public void write32(long offset, int value) {
        throw new IllegalArgumentException("no such register");
    }

    @Override
    public void write64(long offset, long value) {
        switch ((int) offset) {
            case SEND0 -> sent0 = value;
            case SEND1 -> TO_IOP.push(sent0, value);
            default -> throw new IllegalArgumentException("no such register");
        }
    }

    private long receive() {
        long msg0 = TO_AP.msg0();
        received1 = TO_AP.popMsg1();
        return msg0;
    }
}
