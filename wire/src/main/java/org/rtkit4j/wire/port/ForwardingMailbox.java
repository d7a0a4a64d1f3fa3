package org.rtkit4j.wire.port;

/// A mailbox that passes everything on to another: for those that record, count or change what passes.
public abstract class ForwardingMailbox implements Mailbox {
    private final Mailbox mailbox;

    /// Wraps a mailbox.
    protected ForwardingMailbox(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// Returns the other mailbox.
    protected final Mailbox inner() {
        return mailbox;
    }

    @Override
    public void start() {
        mailbox.start();
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        return mailbox.offer(msg0, msg1);
    }

    @Override
    public boolean poll(Receiver receiver) {
        return mailbox.poll(receiver);
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return mailbox.receiveNotEmpty();
    }

    @Override
    public InterruptLine sendEmpty() {
        return mailbox.sendEmpty();
    }
}
