package org.rtkit4j.emulator.mailbox;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// FIFOs and registers of a mailbox, both sides. Not safe for threads: the device guards it.
///
/// Offsets that no source knows read as zero and ignore writes.
final class RegisterFile {
    private static final int PORT_BYTES = 16;

    private final MailboxRegisters layout;
    private final Fifo a2i;
    private final Fifo i2a;
    private final SendPort apSend;
    private final SendPort iopSend;
    private final ReceivePort apReceive;
    private final ReceivePort iopReceive;
    private final InterruptLatch latch = new InterruptLatch();

    RegisterFile(MailboxRegisters layout, int depth) {
        this.layout = layout;
        a2i = new Fifo(depth, true);
        i2a = new Fifo(depth, !layout.enablesReceive());
        apSend = new SendPort(a2i);
        iopSend = new SendPort(i2a);
        apReceive = new ReceivePort(i2a, a2i);
        iopReceive = new ReceivePort(a2i, i2a);
    }

    MailboxRegisters layout() {
        return layout;
    }

    /// The FIFO to the IOP.
    Fifo a2i() {
        return a2i;
    }

    /// The FIFO to the AP.
    Fifo i2a() {
        return i2a;
    }

    /// Receives as the IOP, as if it read its registers.
    void receive(long[] words) {
        words[0] = iopReceive.read64(0);
        words[1] = iopReceive.read64(8);
    }

    /// Has the AP's messages heard as they are sent, and the IOP's as the AP takes them.
    void watch(Mailbox.Receiver sent, Mailbox.Receiver taken) {
        apSend.watch(sent);
        apReceive.watch(taken);
    }

    void reset() {
        a2i.reset();
        i2a.reset();
        apSend.reset();
        iopSend.reset();
        apReceive.reset();
        iopReceive.reset();
        latch.reset();
    }

    int load32(int offset) {
        if (offset == layout.a2iControl()) {
            return a2i.control();
        }
        if (offset == layout.i2aControl()) {
            return i2a.control();
        }
        if (layout.hasInterruptLatch() && offset == layout.irqEnable()) {
            return latch.enabled();
        }
        if (layout.hasInterruptLatch() && offset == layout.irqAck()) {
            return latch.pending();
        }
        ReceivePort receive = receivePort(offset);
        if (receive != null) {
            return receive.read32(offset & 0xf);
        }
        SendPort send = sendPort(offset);
        return send == null ? 0 : (int) (send.read64(offset & 8) >>> (8 * (offset & 4)));
    }

    long load64(int offset) {
        ReceivePort receive = receivePort(offset);
        if (receive != null) {
            return receive.read64(offset & 0xf);
        }
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.read64(offset & 0xf);
        }
        return Integer.toUnsignedLong(load32(offset)) | ((long) load32(offset + 4) << 32);
    }

    /// Returns whether that delivered a message.
    boolean store32(int offset, int value) {
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.write32(offset & 0xf, value);
        }
        if (offset == layout.a2iControl()) {
            a2i.control(value);
        } else if (offset == layout.i2aControl()) {
            i2a.control(value);
        } else if (layout.hasInterruptLatch() && offset == layout.irqEnable()) {
            latch.enable(value);
        } else if (layout.hasInterruptLatch() && offset == layout.irqAck()) {
            latch.acknowledge(value);
        }
        return false;
    }

    /// Returns whether that delivered a message.
    boolean store64(int offset, long value) {
        SendPort send = sendPort(offset);
        if (send != null) {
            return send.write64(offset & 0xf, value);
        }
        boolean low = store32(offset, (int) value);
        boolean high = store32(offset + 4, (int) (value >>> 32));
        return low || high;
    }

    private @Nullable SendPort sendPort(int offset) {
        int port = offset & -PORT_BYTES;
        return port == layout.a2iSend() ? apSend : port == layout.i2aSend() ? iopSend : null;
    }

    private @Nullable ReceivePort receivePort(int offset) {
        int port = offset & -PORT_BYTES;
        return port == layout.i2aReceive() ? apReceive : port == layout.a2iReceive() ? iopReceive : null;
    }

    /// Returns the lines that are asserted now, bits as in [MailboxInterrupt]. To be called after every change.
    ///
    /// An underflow raises the not-empty lines too. Source: QEMU's model.
    int follow() {
        int conditions = mask(a2i.isEmpty(), MailboxInterrupt.SEND_EMPTY)
                | mask(a2i.claimsMessages(), MailboxInterrupt.SEND_NOT_EMPTY)
                | mask(i2a.isEmpty(), MailboxInterrupt.RECEIVE_EMPTY)
                | mask(i2a.claimsMessages(), MailboxInterrupt.RECEIVE_NOT_EMPTY);
        latch.follow(conditions);
        return layout.hasInterruptLatch() ? latch.asserted() : conditions;
    }

    private static int mask(boolean holds, MailboxInterrupt which) {
        return holds ? which.mask() : 0;
    }
}
