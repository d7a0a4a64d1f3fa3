package org.rtkit4j.emulator.machine;

import java.time.Duration;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongSupplier;

/// Wall time, as far as the machine has kept up with it.
///
/// Where nothing is to be done it runs, and stops by itself when work falls due. Where something is, it stands; each
/// round in which all that was ready has had its turn, and all interrupts of the round before have been heeded, moves
/// it by the time that went by, and by no more than a slice. A machine that keeps up sees wall time, and one that is
/// given no CPU sees less of it: no wait fails that would not have failed on an idle computer.
///
/// Where the machine's runner has ended, the clock runs on without it: nobody must wait for ever.
///
/// An interrupt that nobody comes for in half a minute does not count any more. Its host has died, or never meant to
/// come.
final class PacedClock extends MachineClock {
    /// How far it moves in one round at most: little beside the time-outs of hosts, which begin at half a second.
    static final long SLICE_NANOS = Duration.ofMillis(10).toNanos();

    static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final LongSupplier wall;
    private final RaisedInterrupts interrupts = new RaisedInterrupts();

    // What the time is made of: written together under this lock, and under that of the work queue besides.
    private final StampedLock time = new StampedLock();
    private volatile boolean isHeld = true;
    private long heldAtNanos;
    private long lagNanos;
    private long limitNanos;
    private boolean isLetGo;

    // Wall time of the last move, and of the last that nothing prevented.
    private long lastNanos;
    private long lastMoveNanos;

    PacedClock(LongSupplier wall) {
        this.wall = wall;
        lastNanos = wall.getAsLong();
        lastMoveNanos = lastNanos;
    }

    @Override
    public long getAsLong() {
        long stamp = time.tryOptimisticRead();
        long now = at();
        if (time.validate(stamp)) {
            return now;
        }
        stamp = time.readLock();
        try {
            return at();
        } finally {
            time.unlockRead(stamp);
        }
    }

    // Wall time last: a reader that loses the CPU before it finds the stamp outdated afterwards.
    private long at() {
        return isHeld ? heldAtNanos : at(wall.getAsLong());
    }

    private long at(long wallNanos) {
        return Math.min(wallNanos - lagNanos, limitNanos);
    }

    @Override
    void hold() {
        if (!isHeld && !isLetGo) {
            // Wall time under the lock: what a reader finds valid was read before it, and so is not later.
            long stamp = time.writeLock();
            lastNanos = wall.getAsLong();
            lastMoveNanos = lastNanos;
            heldAtNanos = at(lastNanos);
            isHeld = true;
            time.unlockWrite(stamp);
        }
    }

    @Override
    void advance(long nextDueNanos, boolean isIdle) {
        if (isLetGo) {
            isLetGo = false;
            hold();
        } else if (isHeld) {
            move(nextDueNanos, isIdle);
        }
    }

    private void move(long nextDueNanos, boolean isIdle) {
        long now = wall.getAsLong();
        long passed = Math.min(now - lastNanos, SLICE_NANOS);
        lastNanos = now;
        if (!interrupts.areFormerHeeded()) {
            if (now - lastMoveNanos < PATIENCE_NANOS) {
                return;
            }
            interrupts.abandon();
        }
        lastMoveNanos = now;
        interrupts.nextRound();
        // Work that is due on the way is done at its time, not after it.
        long moved = Math.min(heldAtNanos + passed, Math.max(heldAtNanos, nextDueNanos));
        if (isIdle && moved < nextDueNanos && interrupts.areHeeded()) {
            runFrom(moved, nextDueNanos);
        } else {
            standAt(moved);
        }
    }

    @Override
    void release(long nextDueNanos) {
        if (isHeld && interrupts.areHeeded()) {
            runFrom(heldAtNanos, nextDueNanos);
        }
    }

    private void runFrom(long nanos, long nextDueNanos) {
        long stamp = time.writeLock();
        lagNanos = lastNanos - nanos;
        limitNanos = Math.max(nanos, nextDueNanos);
        isHeld = false;
        time.unlockWrite(stamp);
    }

    @Override
    void limit(long nextDueNanos) {
        if (!isHeld && !isLetGo) {
            long stamp = time.writeLock();
            limitNanos = Math.max(at(wall.getAsLong()), Math.min(limitNanos, nextDueNanos));
            time.unlockWrite(stamp);
        }
    }

    // Whoever waits for a machine that has stopped for good must come to the end of the wait.
    @Override
    void letGo() {
        long now = wall.getAsLong();
        long stamp = time.writeLock();
        lagNanos = now - (isHeld ? heldAtNanos : at(now));
        limitNanos = Long.MAX_VALUE;
        isHeld = false;
        isLetGo = true;
        time.unlockWrite(stamp);
    }

    private void standAt(long nanos) {
        long stamp = time.writeLock();
        heldAtNanos = nanos;
        isHeld = true;
        time.unlockWrite(stamp);
    }

    @Override
    boolean isHeld() {
        return isHeld;
    }

    @Override
    RaisedInterrupts interrupts() {
        return interrupts;
    }
}
