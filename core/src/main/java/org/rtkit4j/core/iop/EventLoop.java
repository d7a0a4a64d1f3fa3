package org.rtkit4j.core.iop;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.wire.port.Releases;

/// Serves many co-processors with one thread, woken by the interrupts of their mailboxes.
///
/// Each wake-up gives a co-processor one turn with a bounded number of messages, so that none can starve the others.
/// Either [#start] gives the loop a thread of its own, or its owner calls [#turn]. On the thread that turns it, in a
/// task or a listener, nothing may wait for a co-processor of this loop: that is refused with an
/// [IllegalStateException] before anything is done.
public final class EventLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.core.iop");
    private static final long LONGEST_PARK_NANOS = 1_000_000_000L;
    // A clock that stands, as an emulated machine's does while it cannot keep up, shows the same rest again and again.
    private static final long SHORTEST_PARK_NANOS = 20_000L;
    // Only a task that blocks, which none may, makes this matter.
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private final AtomicReference<@Nullable LoopWork> ready = new AtomicReference<>();
    private final LoopTimers timers = new LoopTimers();
    private final Set<LoopedIop> attached = ConcurrentHashMap.newKeySet();
    // Who turns the loop: its own thread for life, or its owner's during a turn.
    private final AtomicReference<@Nullable Thread> turner = new AtomicReference<>();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /// Makes a loop with the system's clock.
    public EventLoop() {
        this(System::nanoTime);
    }

    /// Makes a loop with a clock of the caller's, in nanoseconds.
    public EventLoop(LongSupplier clock) {
        this.clock = clock;
    }

    /// Adds a co-processor; it is served from its boot until it is closed.
    ///
    /// @throws IllegalStateException if the loop was closed
    public LoopedIop attach(IopProfile profile, Platform platform, SessionListener listener) {
        var iop = new LoopedIop(profile, platform, listener, this);
        synchronized (attached) {
            requireOpen();
            attached.add(iop);
        }
        return iop;
    }

    /// Makes a task, which does nothing until it is woken or its time is set.
    ///
    /// An action that throws is logged, and neither ends the loop nor the task.
    public LoopTask task(Runnable action) {
        return new LoopTask(this, action);
    }

    /// Starts the loop's own thread, which ends when the loop is closed.
    ///
    /// @throws IllegalStateException if it was started before, is being turned by somebody, or was closed
    public EventLoop start() {
        // Under the monitor, as the beginning of a close: whoever closes finds no thread, or one that runs.
        synchronized (attached) {
            requireOpen();
            var started = Thread.ofPlatform().daemon().name("rtkit-event-loop").unstarted(this::run);
            requireFree(turner.compareAndSet(null, started));
            thread = started;
            started.start();
        }
        return this;
    }

    /// Gives every co-processor and task that has work, or whose time has come, one turn.
    ///
    /// @return how many had one
    /// @throws IllegalStateException if the loop has a thread of its own, or within a turn
    public int turn() {
        requireFree(turner.compareAndSet(null, Thread.currentThread()));
        try {
            return serveAll();
        } finally {
            turner.set(null);
        }
    }

    private int serveAll() {
        return serveReady() + serveTimers();
    }

    private int serveReady() {
        int turns = 0;
        LoopWork work = takeReady();
        try {
            while (work != null) {
                LoopWork served = work;
                work = served.next;
                served.next = null;
                // Not before: whoever wakes one that is still linked would link it twice.
                served.dequeued();
                serve(served);
                turns++;
            }
        } finally {
            // Where an Error passes, the others keep their turn.
            putBack(work);
        }
        return turns;
    }

    private void putBack(@Nullable LoopWork left) {
        LoopWork work = left;
        while (work != null) {
            LoopWork following = work.next;
            push(work);
            work = following;
        }
    }

    /// Returns when the earliest deadline comes, of a co-processor or a task, or [Session#NO_DEADLINE]. For whoever
    /// calls [#turn] and owns the clock.
    public long nextDueNanos() {
        LoopWork first = timers.first();
        return first == null ? Session.NO_DEADLINE : first.timerNanos;
    }

    /// Shuts every co-processor down, all at once, then ends the thread and waits for its end. The sessions' deadlines
    /// bound how long that takes. Only the first call does anything.
    ///
    /// In a task, on the loop's own thread, it waits for nothing: the thread ends once all are closed. Where there
    /// is no such thread, the owner's next turns close them.
    ///
    /// @throws RuntimeException what closing a co-processor threw, see [Iop#close], with that of others suppressed
    /// @throws IllegalStateException if the thread does not end: one of its tasks blocks, which none may
    @Override
    public void close() {
        attached.forEach(iop -> iop.refuseInListener("close of its loop"));
        Releases.all(() -> Releases.each(closing(), LoopedIop::completeClosing), this::join);
    }

    // Begun without the monitor: a listener, with its co-processor's lock, may be about to attach another.
    private List<LoopedIop> closing() {
        synchronized (attached) {
            closed = true;
        }
        return attached.stream().filter(LoopedIop::beginClosing).toList();
    }

    private void join() {
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(running);
        try {
            if (!running.join(longestJoin())) {
                throw new IllegalStateException("the event loop's thread does not end: one of its tasks blocks");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // What a task has begun to close is closed by the loop's turns: both of its waits may last.
    private Duration longestJoin() {
        long longest = attached.stream()
                .mapToLong(iop -> iop.session().config().timeouts().managementNanos())
                .max()
                .orElse(0);
        return LONGEST_JOIN.plusNanos(longest).plusNanos(longest);
    }

    /// Returns whether the thread that calls turns the loop: nothing may wait on it for a co-processor of this loop.
    public boolean isTurnedByCurrentThread() {
        return turner.get() == Thread.currentThread();
    }

    boolean hasThread() {
        return thread != null;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the event loop was closed");
        }
    }

    private static void requireFree(boolean isFree) {
        if (!isFree) {
            throw new IllegalStateException("the event loop is turned by its own thread, or in a turn already");
        }
    }

    LongSupplier clock() {
        return clock;
    }

    /// Asks for a turn for `work`; from any thread, an interrupt's too.
    void wake(LoopWork work) {
        if (!work.enqueue()) {
            return;
        }
        push(work);
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
        }
    }

    private void push(LoopWork work) {
        LoopWork head;
        do {
            head = ready.get();
            work.next = head;
        } while (!ready.compareAndSet(head, work));
    }

    void forget(LoopedIop iop) {
        attached.remove(iop);
        // The thread waits for the last one to go, and ends then.
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed || !attached.isEmpty()) {
            if (serveAll() == 0 && ready.get() == null) {
                long due = nextDueNanos();
                long nanos = due == Session.NO_DEADLINE ? LONGEST_PARK_NANOS : due - clock.getAsLong();
                LockSupport.parkNanos(this, Math.clamp(nanos, SHORTEST_PARK_NANOS, LONGEST_PARK_NANOS));
            }
        }
        // Whoever is to hear that the last one was closed hears it.
        serveAll();
    }

    private void serve(LoopWork work) {
        long deadline = Session.NO_DEADLINE;
        try {
            deadline = work.turn();
        } catch (RuntimeException e) {
            // One listener's or task's bug must not end the thread that serves the others.
            LOG.log(System.Logger.Level.ERROR, "a turn of the event loop failed", e);
        }
        if (deadline != work.timerNanos) {
            timers.set(work, deadline);
        }
    }

    // One turn each, whatever time it sets then: on a clock that stands, that may have come already.
    private int serveTimers() {
        int turns = 0;
        long now = clock.getAsLong();
        LoopWork due = timers.takeDue(now);
        try {
            while (due != null) {
                LoopWork served = due;
                due = served.nextDue;
                served.nextDue = null;
                serve(served);
                turns++;
            }
        } finally {
            timers.putBack(due, now);
        }
        return turns;
    }

    // The stack has the latest first; turned round, nobody waits longer than those who came after.
    private @Nullable LoopWork takeReady() {
        LoopWork work = ready.getAndSet(null);
        LoopWork reversed = null;
        while (work != null) {
            LoopWork following = work.next;
            work.next = reversed;
            reversed = work;
            work = following;
        }
        return reversed;
    }
}
