package org.rtkit4j.benchmarks.suite;

import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The registers of `apple,asc-mailbox-v4` over two FIFOs, on one thread; `struct window` of the peer is the same.
final class FifoWindow implements Registers {
    private static final int A2I_CONTROL = 0x110;
    private static final int I2A_CONTROL = 0x114;
    private static final int SEND0 = 0x800;
    private static final int SEND1 = 0x808;
    private static final int RECV0 = 0x830;
    private static final int RECV1 = 0x838;

    final DirectFifo toIop = new DirectFifo();
    final DirectFifo toAp = new DirectFifo();
    private long sent0;
    private long received1;

    /// Returns our mailbox over these registers.
    RegisterMailbox mailbox() {
        return new RegisterMailbox(this, MailboxRegisters.ASC_V4, NoInterrupt.LINE, NoInterrupt.LINE);
    }

    void clear() {
        toIop.clear();
        toAp.clear();
    }

    @Override
    public int read32(long offset) {
        return switch ((int) offset) {
            case A2I_CONTROL -> toIop.control();
            case I2A_CONTROL -> toAp.control();
            default -> throw noSuch(offset);
        };
    }

    @Override
    public long read64(long offset) {
        return switch ((int) offset) {
            case RECV0 -> receive();
            case RECV1 -> received1;
            default -> throw noSuch(offset);
        };
    }

    @Override
    public void write32(long offset, int value) {
        throw noSuch(offset);
    }

    @Override
    public void write64(long offset, long value) {
        switch ((int) offset) {
            case SEND0 -> sent0 = value;
            case SEND1 -> toIop.push(sent0, value);
            default -> throw noSuch(offset);
        }
    }

    private long receive() {
        long msg0 = toAp.msg0();
        received1 = toAp.popMsg1();
        return msg0;
    }

    private static IllegalArgumentException noSuch(long offset) {
        return new IllegalArgumentException("no such register: offset=0x" + Long.toHexString(offset));
    }
}
