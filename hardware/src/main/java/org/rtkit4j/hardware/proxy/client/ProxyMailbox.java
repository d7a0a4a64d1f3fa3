package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.register.MailboxControl;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A mailbox at the other end of a wire, with as few exchanges as can be: one for each message of a series.
///
/// Each message is sent or taken together with a look at the FIFO afterwards, which serves the next one. That is as
/// safe as looking before: only we fill the one FIFO and only we empty the other.
///
/// Its interrupt lines are polled. Every method throws [UncheckedIOException] where the wire or the target fails;
/// what it did then may have been done, and [#start] must come before the next message.
public final class ProxyMailbox implements Mailbox {
    private static final int SECOND_WORD = 8;

    private final ProxyClient client;
    private final long window;
    private final MailboxRegisters layout;
    private final InterruptLine receiveNotEmpty;
    private final InterruptLine sendEmpty;
    private boolean hasRoom;
    private boolean hasMessage;

    /// Puts the mailbox into service.
    ///
    /// @param window physical address of the mailbox's registers
    /// @param poller looks at its lines
    public ProxyMailbox(ProxyClient client, long window, MailboxRegisters layout, LinePoller poller) {
        this.client = client;
        this.window = window;
        this.layout = layout;
        receiveNotEmpty = poller.line(() -> !isSet(layout.i2aControl(), MailboxControl.EMPTY.mask()));
        sendEmpty = poller.line(() -> isSet(layout.a2iControl(), MailboxControl.EMPTY.mask()));
        start();
    }

    @Override
    public void start() {
        hasRoom = false;
        hasMessage = false;
        if (layout.enablesReceive()) {
            unchecked(() -> client.modify(window + layout.i2aControl(), 4, 0, MailboxControl.ENABLE.mask()));
        }
        if (layout.hasInterruptLatch()) {
            long enabled = MailboxInterrupt.SEND_EMPTY.mask() | MailboxInterrupt.RECEIVE_NOT_EMPTY.mask();
            unchecked(() -> {
                client.store(window + layout.irqEnable(), 4, enabled);
                return 0;
            });
        }
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        if (!hasRoom && isSet(layout.a2iControl(), MailboxControl.FULL.mask())) {
            return false;
        }
        hasRoom = false;
        long[] done = unchecked(() -> client.batch()
                .store(window + layout.a2iSend(), 8, msg0)
                .store(window + layout.a2iSend() + SECOND_WORD, 8, msg1)
                .load(window + layout.a2iControl(), 4)
                .run());
        hasRoom = (done[2] & MailboxControl.FULL.mask()) == 0;
        return true;
    }

    @Override
    public boolean poll(Receiver receiver) {
        if (!hasMessage && isSet(layout.i2aControl(), MailboxControl.EMPTY.mask())) {
            return false;
        }
        hasMessage = false;
        // This order: the first load takes the message out of the FIFO, the second finds its other half in a latch.
        long[] done = unchecked(() -> client.batch()
                .load(window + layout.i2aReceive(), 8)
                .load(window + layout.i2aReceive() + SECOND_WORD, 8)
                .load(window + layout.i2aControl(), 4)
                .run());
        hasMessage = (done[2] & MailboxControl.EMPTY.mask()) == 0;
        receiver.onMessage(done[0], done[1]);
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

    private boolean isSet(long control, long mask) {
        return (unchecked(() -> client.load(window + control, 4)) & mask) != 0;
    }

    private interface Access<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
