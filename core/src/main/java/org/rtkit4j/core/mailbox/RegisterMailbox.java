package org.rtkit4j.core.mailbox;

import java.lang.invoke.VarHandle;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxControl;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// The AP's side of the mailbox hardware, through its registers.
///
/// The FIFO is checked before it is written and before it is read: a write to a full one overflows, a read of an
/// empty one may block it for good. Source: linux `drivers/soc/apple/mailbox.c`.
public final class RegisterMailbox implements Mailbox {
    private static final int SECOND_WORD = 8;

    private final Registers registers;
    private final MailboxRegisters layout;
    private final InterruptLine receiveNotEmpty;
    private final InterruptLine sendEmpty;

    /// Puts the mailbox into service.
    ///
    /// @param registers the mailbox window
    /// @param receiveNotEmpty the interrupt line of that name
    /// @param sendEmpty the interrupt line of that name
    public RegisterMailbox(
            Registers registers, MailboxRegisters layout, InterruptLine receiveNotEmpty, InterruptLine sendEmpty) {
        this.registers = registers;
        this.layout = layout;
        this.receiveNotEmpty = new Line(receiveNotEmpty, MailboxInterrupt.RECEIVE_NOT_EMPTY);
        this.sendEmpty = new Line(sendEmpty, MailboxInterrupt.SEND_EMPTY);
        start();
    }

    @Override
    public void start() {
        if (layout.enablesReceive()) {
            int control = registers.read32(layout.i2aControl());
            registers.write32(layout.i2aControl(), (int) MailboxControl.ENABLE.put(control, 1));
        }
        if (layout.hasInterruptLatch()) {
            registers.write32(
                    layout.irqEnable(), MailboxInterrupt.SEND_EMPTY.mask() | MailboxInterrupt.RECEIVE_NOT_EMPTY.mask());
        }
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        if (isSet(MailboxControl.FULL.mask(), layout.a2iControl())) {
            return false;
        }
        // What the message refers to must be in memory before the doorbell rings.
        VarHandle.releaseFence();
        registers.write64(layout.a2iSend(), msg0);
        registers.write64(layout.a2iSend() + SECOND_WORD, msg1);
        return true;
    }

    @Override
    public boolean poll(Receiver receiver) {
        if (isSet(MailboxControl.EMPTY.mask(), layout.i2aControl())) {
            return false;
        }
        // This order: the first read takes the message out of the FIFO, the second finds its other half in a latch.
        long msg0 = registers.read64(layout.i2aReceive());
        long msg1 = registers.read64(layout.i2aReceive() + SECOND_WORD);
        VarHandle.acquireFence();
        receiver.onMessage(msg0, msg1);
        return true;
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return sendEmpty;
    }

    private boolean isSet(long mask, int control) {
        return (registers.read32(control) & mask) != 0;
    }

    /// A line whose condition is read from the FIFO itself.
    ///
    /// An M3 mailbox latches its interrupts: it would fire for what has long been drained unless it is acknowledged
    /// first. A condition that still holds is latched again at once, so no event is lost.
    private final class Line implements InterruptLine {
        private final InterruptLine line;
        private final MailboxInterrupt interrupt;

        Line(InterruptLine line, MailboxInterrupt interrupt) {
            this.line = line;
            this.interrupt = interrupt;
        }

        @Override
        public boolean isAsserted() {
            return interrupt == MailboxInterrupt.SEND_EMPTY
                    ? isSet(MailboxControl.EMPTY.mask(), layout.a2iControl())
                    : !isSet(MailboxControl.EMPTY.mask(), layout.i2aControl());
        }

        @Override
        public void arm(Runnable handler) {
            if (layout.hasInterruptLatch()) {
                registers.write32(layout.irqAck(), interrupt.mask());
            }
            line.arm(handler);
        }

        @Override
        public void disarm() {
            line.disarm();
        }
    }
}
