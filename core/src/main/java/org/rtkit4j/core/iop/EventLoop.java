package org.rtkit4j.core.iop;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;

/// Serves many co-processors with one thread, woken by the interrupts of their mailboxes.
///
/// Each wake-up gives a co-processor one turn with a bounded number of messages, so that none can starve the others.
/// Either [#start] gives the loop a thread of its own, or its owner calls [#turn].
public final class EventLoop implements AutoCloseable {
    private static final long LONGEST_PARK_NANOS = 1_000_000_000L;

    private final LongSupplier clock;
    private final AtomicReference<@Nullable LoopedIop> ready = new AtomicReference<>();
    private final PriorityQueue<LoopedIop> timers =
            new PriorityQueue<>(Comparator.comparingLong((LoopedIop iop) -> iop.timerNanos));
    private final Set<LoopedIop> attached = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    public EventLoop() {
        this(System::nanoTime);
    }

    /// Makes a loop with a clock of the caller's, in nanoseconds.
    public EventLoop(LongSupplier clock) {
        this.clock = clock;
    }

    /// Adds a co-processor; it is served from its boot until it is closed.
    public LoopedIop attach(IopProfile profile, Platform platform, SessionListener listener) {
        var iop = new LoopedIop(profile, platform, listener, this);
        attached.add(iop);
        return iop;
    }

    /// Starts the loop's own thread, once.
    public EventLoop start() {
        var started = Thread.ofPlatform().daemon().name("rtkit-event-loop").unstarted(this::run);
        thread = started;
        started.start();
        return this;
    }

    /// Gives every co-processor that has work, or whose deadline has come, one turn.
    ///
    /// @return how many had one
    public int turn() {
        int turns = 0;
        LoopedIop iop = takeReady();
        while (iop != null) {
            LoopedIop following = iop.next;
            iop.next = null;
            serve(iop);
            turns++;
            iop = following;
        }
        return turns + serveTimers();
    }

    /// Shuts every co-processor down, then ends the thread. The session's deadlines bound how long that takes.
    @Override
    public void close() {
        attached.forEach(Iop::close);
        closed = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
        }
    }

    LongSupplier clock() {
        return clock;
    }

    /// Asks for a turn for `iop`; from any thread, an interrupt's too.
    void wake(LoopedIop iop) {
        if (!iop.enqueue()) {
            return;
        }
        LoopedIop head;
        do {
            head = ready.get();
            iop.next = head;
        } while (!ready.compareAndSet(head, iop));
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
        }
    }

    void forget(LoopedIop iop) {
        attached.remove(iop);
    }

    private void run() {
        while (!closed) {
            if (turn() == 0 && ready.get() == null) {
                long nanos = nextTimerNanos() - clock.getAsLong();
                LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PARK_NANOS));
            }
        }
    }

    private void serve(LoopedIop iop) {
        long deadline = iop.turn();
        if (deadline != iop.timerNanos) {
            if (iop.timerNanos != Session.NO_DEADLINE) {
                timers.remove(iop);
            }
            iop.timerNanos = deadline;
            if (deadline != Session.NO_DEADLINE) {
                timers.add(iop);
            }
        }
    }

    private int serveTimers() {
        int turns = 0;
        long now = clock.getAsLong();
        LoopedIop iop = timers.peek();
        while (iop != null && iop.timerNanos - now <= 0) {
            timers.remove();
            iop.timerNanos = Session.NO_DEADLINE;
            serve(iop);
            turns++;
            iop = timers.peek();
        }
        return turns;
    }

    private long nextTimerNanos() {
        LoopedIop first = timers.peek();
        return first == null ? clock.getAsLong() + LONGEST_PARK_NANOS : first.timerNanos;
    }

    // The stack has the latest first; turned round, nobody waits longer than those who came after.
    private @Nullable LoopedIop takeReady() {
        LoopedIop iop = ready.getAndSet(null);
        LoopedIop reversed = null;
        while (iop != null) {
            LoopedIop following = iop.next;
            iop.next = reversed;
            reversed = iop;
            iop = following;
        }
        return reversed;
    }
}
