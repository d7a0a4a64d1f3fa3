package org.rtkit4j.drivers.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A disk that is only read, whoever it is given to.
///
/// Its traits say so. Whoever gives it a change all the same has not looked, and is told so by an
/// [IllegalArgumentException]; the disk inside never hears of it.
public final class ReadOnlyDisk implements Disk {
    private final Disk disk;
    private final DiskTraits traits;

    /// @param disk the disk inside, which nobody else may use; closed with this one
    public ReadOnlyDisk(Disk disk) {
        this.disk = disk;
        this.traits = disk.traits().readOnly();
    }

    @Override
    public DiskTraits traits() {
        return traits;
    }

    @Override
    public boolean submit(DiskCommand command) {
        if (command.operation().isChange()) {
            throw new IllegalArgumentException("the disk is only read: operation=" + command.operation());
        }
        return disk.submit(command);
    }

    @Override
    public int poll() {
        return disk.poll();
    }

    @Override
    public int inFlight() {
        return disk.inFlight();
    }

    @Override
    public void arm(Runnable handler) {
        disk.arm(handler);
    }

    @Override
    public long nextDueNanos() {
        return disk.nextDueNanos();
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        disk.await(timeoutNanos);
    }

    @Override
    public @Nullable String failure() {
        return disk.failure();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
