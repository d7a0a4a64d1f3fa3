package org.rtkit4j.core.flight;

import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.register.MailboxWord;

/// A mailbox whose messages are recorded, in both directions, as the event `org.rtkit4j.Message`.
///
/// Where no recording wants them it allocates nothing and costs one look. It goes between a session and the mailbox of
/// a [org.rtkit4j.core.iop.Platform].
public final class FlightMailbox extends ForwardingMailbox implements Mailbox.Receiver {
    private static final Receiver NOBODY = (_, _) -> {};

    private final String coprocessor;
    private Receiver receiver = NOBODY;

    /// @param coprocessor the name that the events carry
    /// @param mailbox the mailbox inside, which nobody else may use
    public FlightMailbox(String coprocessor, Mailbox mailbox) {
        super(mailbox);
        this.coprocessor = coprocessor;
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        boolean sent = inner().offer(msg0, msg1);
        if (sent) {
            MessageEvent.record(coprocessor, true, MailboxWord.ENDPOINT.get(msg1), msg0);
        }
        return sent;
    }

    @Override
    public boolean poll(Receiver polled) {
        receiver = polled;
        return inner().poll(this);
    }

    /// Takes a message of the mailbox inside.
    @Override
    public void onMessage(long msg0, long msg1) {
        MessageEvent.record(coprocessor, false, MailboxWord.ENDPOINT.get(msg1), msg0);
        receiver.onMessage(msg0, msg1);
    }
}
