package org.rtkit4j.core.iop;

import java.util.concurrent.TimeUnit;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.wire.port.Releases;

/// A co-processor that an [EventLoop] serves, woken by the interrupts of its mailbox.
public final class LoopedIop extends Iop {
    private static final int BUDGET = 64;

    private final EventLoop loop;
    private final Runnable wake = this::wake;
    private final Runnable arm = this::arm;
    private final Runnable armForRoom = this::armForRoom;
    private final Turns turns = new Turns();

    LoopedIop(IopProfile profile, Platform platform, SessionListener listener, EventLoop loop) {
        super(profile, platform, listener, loop.clock());
        this.loop = loop;
    }

    /// The turns that the loop gives it.
    final class Turns extends LoopWork {
        /// Takes a turn and arms the interrupts that will ask for the next one.
        @Override
        long turn() {
            lock().lock();
            try {
                serve();
                closeIfStopped();
                return duty().nextDeadline(loop.clock().getAsLong());
            } finally {
                lock().wakeAll();
                lock().unlock();
            }
        }
    }

    private void serve() {
        if (duty().work(BUDGET) == BUDGET) {
            wake();
        } else if (session().stage() != Stage.CLOSED) {
            duty().guard(arm);
        }
    }

    private void arm() {
        if (duty().hasWaiting()) {
            armForRoom();
        }
        if (duty().hasRoom()) {
            platform().mailbox().receiveNotEmpty().arm(wake);
        }
    }

    private void armForRoom() {
        platform().mailbox().sendEmpty().arm(wake);
    }

    private void wake() {
        loop.wake(turns);
    }

    @Override
    void awaitChange(long deadlineNanos) throws InterruptedException {
        long nanos = deadlineNanos == Session.NO_DEADLINE
                ? TimeUnit.SECONDS.toNanos(1)
                : deadlineNanos - loop.clock().getAsLong();
        // Past its deadline a wait still yields the lock, so that the loop can say what became of it.
        lock().awaitNanos(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
    }

    // The loop looks.
    @Override
    void lookOnce() {}

    // The loop keeps the deadlines. Where nobody turns it, or an Error has ended its thread, whoever waits takes
    // the turn that is overdue.
    @Override
    void awaitPhaseChange() throws InterruptedException {
        long deadline = duty().nextDeadline(loop.clock().getAsLong());
        awaitChange(deadline);
        if (deadline != Session.NO_DEADLINE && deadline - loop.clock().getAsLong() <= 0) {
            duty().work(BUDGET);
            wake();
        }
    }

    // Armed here: a turn that did it would wake this thread, which would ask for the next turn, until there is room.
    @Override
    void awaitRoom(long deadlineNanos) throws InterruptedException {
        duty().guard(armForRoom);
        if (session().stage().isTerminal()) {
            wake();
        } else {
            awaitChange(deadlineNanos);
        }
    }

    @Override
    void onCommand() {
        wake();
    }

    @Override
    void onEarlyPoll() {
        wake();
    }

    @Override
    boolean isOnLoop() {
        return loop.isTurnedByCurrentThread();
    }

    @Override
    boolean mustCloseLater() {
        return isOnLoop() || !loop.hasThread();
    }

    // The last turn takes its timer out of the loop.
    @Override
    void onClosed() {
        var mailbox = platform().mailbox();
        Releases.all(
                () -> mailbox.receiveNotEmpty().disarm(),
                () -> mailbox.sendEmpty().disarm(),
                () -> loop.forget(this),
                this::wake);
    }
}
