package org.rtkit4j.stress;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.drivers.disk.DiskTraits;

/// A disk whose commands are done when another thread says so, as an interrupt would; every block reads as its number.
final class PromptedDisk implements Disk {
    static final int BLOCK_BYTES = 512;

    private static final DiskTraits TRAITS = new DiskTraits(
            "PROMPTED",
            "1",
            "1",
            BLOCK_BYTES,
            64 * BLOCK_BYTES,
            8 * BLOCK_BYTES,
            8 * BLOCK_BYTES,
            4,
            false,
            false,
            false);

    private final ArrayDeque<DiskCommand> taken = new ArrayDeque<>();
    private int done;
    private @Nullable Runnable handler;

    /// Waits until a command was taken, and does it: from any thread.
    void perform() {
        while (!performNext()) {
            Thread.onSpinWait();
        }
    }

    private boolean performNext() {
        Runnable armed;
        synchronized (this) {
            if (done == taken.size()) {
                return false;
            }
            done++;
            armed = handler;
            handler = null;
        }
        if (armed != null) {
            armed.run();
        }
        return true;
    }

    @Override
    public DiskTraits traits() {
        return TRAITS;
    }

    @Override
    public synchronized boolean submit(DiskCommand command) {
        return taken.size() < TRAITS.depth() && taken.add(command);
    }

    @Override
    public int poll() {
        int completed = 0;
        for (DiskCommand command = next(); command != null; command = next()) {
            complete(command);
            completed++;
        }
        return completed;
    }

    private synchronized @Nullable DiskCommand next() {
        if (done == 0) {
            return null;
        }
        done--;
        return taken.poll();
    }

    private static void complete(DiskCommand command) {
        if (command.operation() == DiskCommand.Operation.READ) {
            for (int i = 0; i < command.length(); i++) {
                command.buffer().put(command.from() + i, (byte) ((command.offset() + i) / BLOCK_BYTES));
            }
        }
        command.complete(DiskStatus.OK, 0);
    }

    @Override
    public synchronized int inFlight() {
        return taken.size();
    }

    @Override
    public void arm(Runnable newHandler) {
        boolean isDue;
        synchronized (this) {
            isDue = done > 0;
            handler = isDue ? null : newHandler;
        }
        if (isDue) {
            newHandler.run();
        }
    }

    @Override
    public long nextDueNanos() {
        return NEVER;
    }

    @Override
    public void await(long timeoutNanos) {
        Thread.onSpinWait();
    }

    @Override
    public @Nullable String failure() {
        return null;
    }

    @Override
    public void close() {}
}
