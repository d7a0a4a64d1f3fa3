package org.rtkit4j.core.iop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.wire.port.Mailbox;

/// One turn of a session over its mailbox; what both adapters repeat.
///
/// Words that the FIFO does not take yet wait here, at most one answer's worth. While any wait, no message is
/// handled; a few are still taken from the mailbox and held, for a firmware that reads nothing while it cannot
/// write: two sides that both wait for the other's FIFO would wait for ever. Beyond those, the hardware's own FIFO
/// holds a firmware back.
final class DutyCycle implements Outbox, Mailbox.Receiver {
    /// How many messages are taken while words wait. A firmware that says more before it reads is held back.
    private static final int HELD_CAPACITY = 64;

    /// The most words that a command says at once.
    private static final int WORDS_OF_COMMAND = 2;

    private final Session session;
    private final Mailbox mailbox;
    private final @Nullable CpuControl cpu;
    private final LongSupplier clock;

    // Pairs of msg0 and endpoint, from `first` to `last`. An answer fits; see Outbox.CAPACITY.
    private final long[] waiting = new long[2 * CAPACITY];
    private int first;
    private int last;
    private long refusedSinceNanos = Session.NO_DEADLINE;
    // The phase that the last turn entered, if it did.
    private @Nullable Phase entered;
    private boolean working;
    private boolean closed;

    // Messages taken while words wait, allocated when first needed: pairs of msg0 and msg1, in a ring.
    private long[] held = {};
    private int heldFirst;
    private int heldCount;
    private boolean holding;

    DutyCycle(Session session, Platform platform, LongSupplier clock) {
        this.session = session;
        this.mailbox = platform.mailbox();
        this.cpu = platform.cpu();
        this.clock = clock;
    }

    /// Sends what waits, takes at most `budget` messages, looks at the clock; stops the CPU of a firmware that has come
    /// to rest for that. Once it was closed it does nothing: the mailbox may be somebody else's by then.
    ///
    /// @return how many messages were taken
    @SuppressWarnings("ReferenceEquality") // Two waits of one kind are two waits.
    int work(int budget) {
        if (closed) {
            return 0;
        }
        int taken = 0;
        Phase before = session.phase();
        working = true;
        try {
            while (sendAll() && taken < budget && handleNext()) {
                taken++;
            }
            boolean isStill = session.phase() == before;
            if (isStill || hasWaiting()) {
                checkTime();
            }
            if (!isStill) {
                entered = session.phase();
                stopCpuAtRest();
            }
        } catch (RuntimeException | Error e) {
            stopCpuAfter(e, before);
        } finally {
            working = false;
        }
        return taken;
    }

    // It may have come to rest before something else went wrong, such as a buffer that could not be closed.
    @SuppressWarnings("ReferenceEquality")
    private void stopCpuAfter(Throwable failure, Phase before) {
        if (session.phase() != before) {
            guard(this::stopCpuAtRest);
        }
        switch (failure) {
            case Error e -> throw e;
            default -> onBroken((RuntimeException) failure);
        }
    }

    // A look at the clock costs more than a message, and a wait that began in one turn is mostly over after the next.
    @SuppressWarnings("ReferenceEquality")
    private boolean isFresh() {
        boolean isFresh = session.phase() == entered;
        entered = null;
        return isFresh;
    }

    // In the hold of the lock that saw it come to rest, so that nobody boots it in between; and only then: some
    // firmware hangs when RUN is cleared under it.
    private void stopCpuAtRest() {
        if (cpu != null && session.phase() instanceof Phase.Resting(PowerDown how) && !how.keepsFirmwareRunning()) {
            cpu.stop();
        }
    }

    /// Sends one word now, behind what waits and past nothing.
    boolean sendNow(int endpoint, long msg0) {
        try {
            return flush() && mailbox.offer(msg0, endpoint);
        } catch (RuntimeException e) {
            onBroken(e);
            return false;
        }
    }

    /// Accesses the hardware outside a turn; where that breaks, the session fails.
    void guard(Runnable access) {
        try {
            access.run();
        } catch (RuntimeException e) {
            onBroken(e);
        }
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

    /// Takes a message from the mailbox, to be handled or held.
    @Override
    public void onMessage(long msg0, long msg1) {
        if (!holding) {
            session.onMessage(msg0, msg1, this);
        } else if (!session.onEarly(msg0, msg1)) {
            keep(msg0, msg1);
        }
    }

    private void keep(long msg0, long msg1) {
        if (held.length == 0) {
            held = new long[2 * HELD_CAPACITY];
        }
        int at = 2 * ((heldFirst + heldCount) % HELD_CAPACITY);
        held[at] = msg0;
        held[at + 1] = msg1;
        heldCount++;
    }

    /// Returns whether another message would be taken, if only to be held.
    boolean hasRoom() {
        return heldCount < HELD_CAPACITY;
    }

    boolean hasWaiting() {
        return first != last;
    }

    /// Returns whether a message is being handled, on the thread that asks if it holds the co-processor's lock.
    boolean isWorking() {
        return working;
    }

    /// Returns whether messages are being taken and held.
    boolean isHolding() {
        return holding;
    }

    /// Returns whether a command's words, two at most, can wait here, once the FIFO has taken what it can.
    /// Where the way in breaks over that, nothing waits any more, and the session has failed.
    boolean takesCommand() {
        if (!fitsCommand()) {
            guard(this::flush);
        }
        return fitsCommand();
    }

    private boolean fitsCommand() {
        return last + 2 * WORDS_OF_COMMAND <= waiting.length;
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

    /// As [#discard], and touches the mailbox no more.
    void close() {
        try {
            discard();
        } finally {
            closed = true;
        }
    }

    // A broken way in must end this session, not the thread that serves others too. Listeners' bugs do not come here.
    private void onBroken(RuntimeException e) {
        clear();
        session.fail(Fault.AccessFailed.of(e));
    }

    private boolean handleNext() {
        if (heldCount == 0) {
            return mailbox.poll(this);
        }
        int at = 2 * heldFirst;
        heldFirst = (heldFirst + 1) % HELD_CAPACITY;
        heldCount--;
        session.onLate(held[at], held[at + 1], this);
        return true;
    }

    /// Sends what waits; where the FIFO does not take it all, holds messages, which may make it take more.
    ///
    /// @return whether nothing waits any more
    private boolean sendAll() {
        return flush() || holdAndFlush();
    }

    private boolean holdAndFlush() {
        hold();
        return flush();
    }

    /// Takes messages as far as their early listeners, and holds the others for the next turn.
    ///
    /// @return how many were taken
    int hold() {
        int taken = 0;
        holding = true;
        try {
            while (!closed && hasRoom() && mailbox.poll(this)) {
                taken++;
            }
        } finally {
            holding = false;
        }
        return taken;
    }

    /// Returns whether nothing waits any more.
    private boolean flush() {
        return first == last || offerAll();
    }

    private boolean offerAll() {
        while (first != last) {
            if (!mailbox.offer(waiting[first], waiting[first + 1])) {
                if (refusedSinceNanos == Session.NO_DEADLINE) {
                    refusedSinceNanos = clock.getAsLong();
                }
                return false;
            }
            first += 2;
            refusedSinceNanos = Session.NO_DEADLINE;
        }
        first = 0;
        last = 0;
        return true;
    }

    private void checkTime() {
        if (!hasWaiting() && (!session.isWaiting() || isFresh())) {
            return;
        }
        long now = clock.getAsLong();
        long sendNanos = session.config().timeouts().sendNanos();
        // What waits and was not refused is not late: it has not been offered yet.
        boolean isStuck = refusedSinceNanos != Session.NO_DEADLINE && now - refusedSinceNanos >= sendNanos;
        Fault overdue = isStuck ? sendTimedOut(sendNanos) : overdueAfterAnotherLook(now);
        if (overdue != null) {
            giveUp(overdue);
        }
    }

    /// What came between the look at the mailbox and the one at the clock came in time, however long this thread was
    /// kept from its work in between.
    private @Nullable Fault overdueAfterAnotherLook(long now) {
        Fault overdue = session.overdue(now);
        for (int i = 0; overdue != null && i < 2 * HELD_CAPACITY && sendAll() && handleNext(); i++) {
            overdue = session.overdue(now);
        }
        return overdue;
    }

    /// A deadline has passed. Where words wait, nobody reads them; if that is so because the firmware has crashed, it
    /// has said so before: the news may be among the messages that are held, or still in the FIFO.
    private void giveUp(Fault overdue) {
        boolean isUnread = hasWaiting();
        forgetWords();
        for (int i = 0; isUnread && i < 2 * HELD_CAPACITY && !session.stage().isTerminal() && handleNext(); i++) {
            forgetWords();
        }
        clear();
        session.fail(overdue);
    }

    /// Returns the fault of a send FIFO that took nothing for so long.
    Fault sendTimedOut(long nanos) {
        return new Fault.TimedOut("waiting for room in the send FIFO", nanos, session.lastReceived());
    }

    private void clear() {
        heldCount = 0;
        forgetWords();
    }

    private void forgetWords() {
        first = 0;
        last = 0;
        refusedSinceNanos = Session.NO_DEADLINE;
    }
}
