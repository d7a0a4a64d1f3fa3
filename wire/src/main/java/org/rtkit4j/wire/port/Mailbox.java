package org.rtkit4j.wire.port;

/// The mailbox hardware as one side sees it: a FIFO to send, a FIFO to receive, and two interrupt lines. Nothing
/// more.
///
/// There is no software queue behind it: [#offer] refuses while the hardware's FIFO is full, and the caller waits for
/// [#sendEmpty]. One thread at a time may use a mailbox.
public interface Mailbox {
    /// Puts the mailbox into service, at first and after each reset; harmless where it is already.
    default void start() {}

    /// Sends a message, unless the FIFO is full.
    ///
    /// What was written to shared memory before is visible to the other side when it receives the message.
    ///
    /// @param msg0 the message
    /// @param msg1 the endpoint in bits 7:0, the rest 0
    /// @return false if the FIFO was full; nothing was sent then
    boolean offer(long msg0, long msg1);

    /// Receives one message, if there is one, and hands it to `receiver`.
    ///
    /// @return false if the FIFO was empty
    boolean poll(Receiver receiver);

    /// The line that is asserted while the receive FIFO holds a message.
    InterruptLine receiveNotEmpty();

    /// The line that is asserted while the send FIFO is empty: the other side has taken everything.
    InterruptLine sendEmpty();

    /// Takes a received message.
    @FunctionalInterface
    interface Receiver {
        /// Called once per message, on the thread that polls.
        ///
        /// @param msg0 the message
        /// @param msg1 as the hardware gives it: the endpoint in 7:0, counters above bit 31
        /// ([org.rtkit4j.wire.register.MailboxWord])
        void onMessage(long msg0, long msg1);
    }
}
