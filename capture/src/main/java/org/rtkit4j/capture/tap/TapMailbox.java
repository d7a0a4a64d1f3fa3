package org.rtkit4j.capture.tap;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.Mailbox;

/// A mailbox whose messages are recorded in a [TapRing], in both directions. It behaves as the mailbox inside it does.
///
/// A message of the AP's is stamped before its doorbell rings and recorded once the FIFO has taken it, one of the
/// co-processor's when it is taken, before its receiver hears it: an answer is never stamped before its request.
/// Nothing waits and nothing is allocated.
public final class TapMailbox extends ForwardingMailbox implements Mailbox.Receiver {
    private static final Receiver NOBODY = (_, _) -> {};

    private final TapRing ring;
    private final LongSupplier clock;
    private final SnapshotSource memory;
    private Receiver receiver = NOBODY;

    // What the AP's message refers to that is being offered.
    private @Nullable Snapshot referred;
    private long referring0;
    private long referring1;
    private boolean isReferred;

    /// Taps a mailbox.
    ///
    /// @param ring of this mailbox alone
    /// @param clock nanoseconds; `System::nanoTime` for example
    public TapMailbox(Mailbox mailbox, TapRing ring, LongSupplier clock) {
        this(mailbox, ring, clock, SnapshotSource.NONE);
    }

    /// Taps a mailbox, and the memory that its messages refer to.
    ///
    /// @param memory asked for each message; what it copies it allocates
    public TapMailbox(Mailbox mailbox, TapRing ring, LongSupplier clock, SnapshotSource memory) {
        super(mailbox);
        this.ring = ring;
        this.clock = clock;
        this.memory = memory;
    }

    /// Returns where the messages are recorded.
    public TapRing ring() {
        return ring;
    }

    /// Records words for people between the messages. Call it on the thread that uses the mailbox.
    public void note(String note) {
        ring.note(clock.getAsLong(), note);
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        long timeNanos = clock.getAsLong();
        refer(msg0, msg1);
        boolean sent = inner().offer(msg0, msg1);
        if (sent) {
            ring.record(timeNanos, Direction.AP_TO_IOP, msg0, msg1, referred);
            isReferred = false;
            referred = null;
        }
        return sent;
    }

    // Before the doorbell rings: behind it the memory is the co-processor's. A message that was not taken is offered
    // again.
    private void refer(long msg0, long msg1) {
        if (!isReferred || msg0 != referring0 || msg1 != referring1) {
            referred = memory.of(Direction.AP_TO_IOP, msg0, msg1);
            referring0 = msg0;
            referring1 = msg1;
            isReferred = true;
        }
    }

    @Override
    public boolean poll(Receiver polled) {
        receiver = polled;
        return inner().poll(this);
    }

    /// Takes a message of the mailbox inside.
    @Override
    public void onMessage(long msg0, long msg1) {
        long timeNanos = clock.getAsLong();
        ring.record(timeNanos, Direction.IOP_TO_AP, msg0, msg1, memory.of(Direction.IOP_TO_AP, msg0, msg1));
        receiver.onMessage(msg0, msg1);
    }
}
