package org.rtkit4j.drivers.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A disk: commands go in, and complete in any order.
///
/// One thread at a time may use a disk, apart from [#arm], whose handler comes from any thread. Commands that
/// overlap are carried out as if in the order in which the disk took them.
public interface Disk extends AutoCloseable {
    /// What [#nextDueNanos] returns where no time matters.
    long NEVER = Long.MAX_VALUE;

    /// Returns what the disk is, and can; the same as long as it lives.
    DiskTraits traits();

    /// Gives the disk a command, unless it has enough to do, or must do something else first.
    ///
    /// A command that is taken completes: in [#poll], or within this call where the disk has failed.
    ///
    /// @return whether it was taken; where not, try again after a [#poll] that completed something
    /// @throws IllegalArgumentException if the disk has no such blocks
    boolean submit(DiskCommand command);

    /// Completes what is done, and looks after the disk: time-outs, a crash, a restart.
    ///
    /// @return how many commands completed
    int poll();

    /// Returns how many commands were taken and have not completed.
    int inFlight();

    /// Calls `handler` once as soon as [#poll] may find something to do, on any thread; at once where it may
    /// already.
    ///
    /// The handler must not block.
    void arm(Runnable handler);

    /// Returns how long until [#poll] is due even if nothing happens, in nanoseconds, or [#NEVER].
    long nextDueNanos();

    /// Waits until [#poll] may find something, at most `timeoutNanos`.
    void await(long timeoutNanos) throws InterruptedException;

    /// Returns why the disk is gone for good, or null where it is not. All commands are [DiskStatus#LOST] then.
    @Nullable
    String failure();

    /// Makes everything durable, and shuts the disk down.
    ///
    /// @throws IOException if something may not be durable
    @Override
    void close() throws IOException;
}
