package org.rtkit4j.core.iop;

import java.util.function.LongSupplier;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.wire.port.Mailbox;

/// One turn of a session over its mailbox; what both adapters repeat.
///
/// Words that the FIFO does not take yet wait here, at most one answer's worth: while any wait, no message is taken
/// from the mailbox. So a firmware that does not read is held back by the hardware's own FIFO, as it should be.
final class DutyCycle implements Outbox, Mailbox.Receiver {
    private final Session session;
    private final Mailbox mailbox;
    private final LongSupplier clock;

    // Pairs of msg0 and endpoint, from `first` to `last`. An answer fits; see Outbox.CAPACITY.
    private final long[] waiting = new long[2 * CAPACITY];
    private int first;
    private int last;
    private long refusedSinceNanos = Session.NO_DEADLINE;
    private boolean working;

    DutyCycle(Session session, Mailbox mailbox, LongSupplier clock) {
        this.session = session;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /// Sends what waits, takes at most `budget` messages, looks at the clock.
    ///
    /// @return how many messages were taken
    int work(int budget) {
        int taken = 0;
        working = true;
        try {
            flush();
            while (taken < budget && !hasWaiting() && mailbox.poll(this)) {
                taken++;
                flush();
            }
            checkTime();
        } catch (RuntimeException e) {
            // A listener's bug or a broken way in must end this session, not the thread that serves others too.
            clear();
            session.fail(new Fault.AccessFailed(String.valueOf(e)));
        } finally {
            working = false;
        }
        return taken;
    }

    /// Sends one word now, past nothing that waits.
    boolean sendNow(int endpoint, long msg0) {
        return !hasWaiting() && mailbox.offer(msg0, endpoint);
    }

    @Override
    public boolean send(int endpoint, long msg0) {
        if (last == waiting.length) {
            return false;
        }
        waiting[last] = msg0;
        waiting[last + 1] = endpoint;
        last += 2;
        return true;
    }

    @Override
    public void onMessage(long msg0, long msg1) {
        session.onMessage(msg0, msg1, this);
    }

    boolean hasWaiting() {
        return first != last;
    }

    /// Returns whether a message is being handled, on the thread that asks if it holds the co-processor's lock.
    boolean isWorking() {
        return working;
    }

    /// Returns when [#work] is due at the latest, or [Session#NO_DEADLINE].
    long nextDeadline(long nowNanos) {
        long deadline = session.nextDeadline(nowNanos);
        if (refusedSinceNanos == Session.NO_DEADLINE) {
            return deadline;
        }
        long sendDeadline = refusedSinceNanos + session.config().timeouts().sendNanos();
        return deadline == Session.NO_DEADLINE || sendDeadline - deadline < 0 ? sendDeadline : deadline;
    }

    /// Forgets what waits, and what the mailbox still holds of a firmware that is gone.
    void discard() {
        clear();
        int stale = 0;
        while (stale < Outbox.CAPACITY && mailbox.poll((_, _) -> {})) {
            stale++;
        }
    }

    private void flush() {
        while (first != last) {
            if (!mailbox.offer(waiting[first], waiting[first + 1])) {
                if (refusedSinceNanos == Session.NO_DEADLINE) {
                    refusedSinceNanos = clock.getAsLong();
                }
                return;
            }
            first += 2;
            refusedSinceNanos = Session.NO_DEADLINE;
        }
        first = 0;
        last = 0;
    }

    private void checkTime() {
        if (!hasWaiting() && !session.phase().isWait()) {
            return;
        }
        long now = clock.getAsLong();
        session.onTime(now);
        if (hasWaiting()
                && now - refusedSinceNanos >= session.config().timeouts().sendNanos()) {
            clear();
            session.fail(sendTimedOut(session.config().timeouts().sendNanos()));
        }
    }

    /// Returns the fault of a send FIFO that took nothing for so long.
    Fault sendTimedOut(long nanos) {
        return new Fault.TimedOut("waiting for room in the send FIFO", nanos, session.lastReceived());
    }

    private void clear() {
        first = 0;
        last = 0;
        refusedSinceNanos = Session.NO_DEADLINE;
    }
}
