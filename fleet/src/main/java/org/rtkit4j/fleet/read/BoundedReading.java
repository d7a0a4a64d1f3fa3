package org.rtkit4j.fleet.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.table.BatchRow;

/// Reads inputs one after the other and gives their rows, as they come and never more than some hundred ahead.
///
/// A thread of its own reads, some inputs at a time. So whatever an input does to its reader, that one is given up
/// after the time that an input may take: the input gets its row in `unreadable`, what was found in it before stays,
/// and another thread goes on with the next. A thread that does not hear that it is to stop is left behind as a daemon.
public final class BoundedReading implements Iterator<Row>, AutoCloseable {
    private static final int INPUTS_OF_A_RUN = 64;

    private final Iterator<FleetInput> inputs;
    private final ReadRules rules;
    private final FileOpener opener;
    private final RowWait wait;
    private final Deque<Row> ready = new ArrayDeque<>();

    private ExecutorService thread = newThread();
    private RowQueue rows = new RowQueue();
    private List<FleetInput> left = List.of();
    private @Nullable InputRun run;
    // How many inputs of the run have not brought their last row.
    private int open;

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
        while (ready.isEmpty() && (open > 0 || !left.isEmpty() || inputs.hasNext())) {
            takeRows(run == null || open == 0 ? begin() : run);
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

    private InputRun begin() {
        List<FleetInput> next = new ArrayList<>(left);
        left = List.of();
        while (next.size() < INPUTS_OF_A_RUN && inputs.hasNext()) {
            next.add(inputs.next());
        }
        var begun = new InputRun(next, rules, opener, rows);
        thread.execute(begun);
        open = next.size();
        run = begun;
        return begun;
    }

    private void takeRows(InputRun from) {
        try {
            List<Row> next = wait.next(rows, rules.mostSeconds());
            if (next.isEmpty()) {
                giveUp(from);
            } else {
                add(next);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    private void add(List<Row> next) {
        ready.addAll(next);
        open -= (int) next.stream().filter(BatchRow::isLast).count();
    }

    // The old thread keeps the old queue: what it still puts there reaches nobody. It may have gone on a moment ago.
    private void giveUp(InputRun stuck) {
        left = stuck.stop();
        thread.shutdownNow();
        add(rows.close());
        InputReading reading = stuck.begunLast();
        if (open > left.size() && reading != null) {
            add(reading.givenUp());
        }
        open = 0;
        thread = newThread();
        rows = new RowQueue();
    }

    /// Ends the thread; needs no call where everything was read.
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
