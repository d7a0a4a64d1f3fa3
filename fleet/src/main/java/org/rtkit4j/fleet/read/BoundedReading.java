package org.rtkit4j.fleet.read;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.table.BatchRow;

/// Reads inputs one after the other and gives their rows, as they come and never more than some hundred ahead.
///
/// A thread of its own reads. So whatever an input does to its reader, that one is given up after the time that an
/// input may take: the input gets its row in `unreadable`, what was found in it before stays, and another thread
/// goes on with the next. A thread that does not hear that it is to stop is left behind as a daemon.
public final class BoundedReading implements Iterator<Row>, AutoCloseable {
    private static final int ROWS_AHEAD = 256;

    private final Iterator<FleetInput> inputs;
    private final ReadRules rules;
    private final FileOpener opener;
    private final RowWait wait;
    private final Deque<Row> ready = new ArrayDeque<>();

    private ExecutorService thread = newThread();
    private BlockingQueue<Row> rows = new ArrayBlockingQueue<>(ROWS_AHEAD);
    private @Nullable InputReading underWay;

    /// @param inputs asked by the thread that iterates
    /// @param opener used by others
    public BoundedReading(Iterator<FleetInput> inputs, ReadRules rules, FileOpener opener) {
        this(inputs, rules, opener, RowWait.SECONDS);
    }

    BoundedReading(Iterator<FleetInput> inputs, ReadRules rules, FileOpener opener, RowWait wait) {
        this.inputs = inputs;
        this.wait = wait;
        this.rules = rules;
        this.opener = opener;
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("rtkit-reader").daemon().factory());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (underWay != null || inputs.hasNext())) {
            InputReading reading = underWay == null ? begin(inputs.next()) : underWay;
            takeRows(reading);
        }
        if (ready.isEmpty()) {
            close();
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.removeFirst();
    }

    private InputReading begin(FleetInput input) {
        var reading = new InputReading(input, rules, opener, rows);
        thread.execute(reading);
        underWay = reading;
        return reading;
    }

    private void takeRows(InputReading reading) {
        try {
            Row row = wait.next(rows, rules.mostSeconds());
            if (row == null) {
                giveUp(reading);
                return;
            }
            ready.addLast(row);
            rows.drainTo(ready);
            if (BatchRow.isLast(ready.getLast())) {
                underWay = null;
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    // The old thread keeps the old queue: what it still puts there reaches nobody.
    private void giveUp(InputReading reading) {
        thread.shutdownNow();
        Collections.addAll(ready, reading.givenUp());
        thread = newThread();
        rows = new ArrayBlockingQueue<>(ROWS_AHEAD);
        underWay = null;
    }

    /// Ends the thread; needs no call where everything was read.
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
