package org.rtkit4j.fleet.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.sql.Row;

/// Rows on their way from the thread that reads to the one that takes them, handed over by the handful: to wake a
/// thread for each took longer than to read a report.
final class RowQueue {
    private static final int HANDFUL = 64;
    private static final int MOST = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isWorthTaking = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();
    private final Deque<Row> rows = new ArrayDeque<>(MOST);
    private boolean isHandedOver;
    private boolean isClosed;

    /// Adds a row, and waits for room first.
    ///
    /// @throws InterruptedException also where nobody takes rows any more
    void put(Row row) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (rows.size() >= MOST && !isClosed) {
                hasRoom.await();
            }
            if (isClosed) {
                throw new InterruptedException("nobody takes rows any more");
            }
            rows.addLast(row);
            if (rows.size() == HANDFUL) {
                isWorthTaking.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says that no further row comes soon: whoever waits for a handful gets what there is.
    void handOver() {
        lock.lock();
        try {
            isHandedOver = !rows.isEmpty();
            isWorthTaking.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a handful, and takes what there is when the time is over: perhaps nothing.
    List<Row> take(long time, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = unit.toNanos(time);
            while (rows.size() < HANDFUL && !isHandedOver && left > 0) {
                left = isWorthTaking.awaitNanos(left);
            }
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes what is left. What is put later reaches nobody.
    List<Row> close() {
        lock.lock();
        try {
            isClosed = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Row> takeAll() {
        List<Row> taken = List.copyOf(rows);
        rows.clear();
        isHandedOver = false;
        hasRoom.signalAll();
        return taken;
    }
}
