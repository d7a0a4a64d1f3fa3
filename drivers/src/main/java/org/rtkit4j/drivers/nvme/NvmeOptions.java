package org.rtkit4j.drivers.nvme;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// How a controller is driven.
///
/// @param memoryBytes memory for data: of commands in flight, and of writes that no flush has covered yet, which
/// are kept to be written again after a crash. Where those take half of it, the driver flushes by itself
/// @param maxTransferBytes the longest read or write in one command; the controller may want less
/// @param mostInFlightBytes how much data is in flight at most, beyond a single transfer: what the caches hold,
/// where an emulated controller moves it on the same thread
/// @param commandTimeoutNanos how long a command may take before the controller is reset
/// @param bootTimeoutNanos how long the firmware may take to say that it has booted, and the controller to get
/// ready
/// @param attempts how often a restart is tried, and a write whose content is kept given to the restarted
/// controller, before the disk is lost; at least 1
/// @param patience how often a command is given to a controller that crashes before it ends with an error, and how
/// many restarts may pass without a command that completes before the disk is lost; at least 1
/// @param clock the time, in nanoseconds from anywhere
/// @param idle called again and again while the driver waits: sleeps a moment, or lets an emulated machine work
/// @param assist called when commands are in flight and none has completed: lets an emulated controller work on
/// the thread that polls; does nothing for a real one
public record NvmeOptions(
        long memoryBytes,
        int maxTransferBytes,
        long mostInFlightBytes,
        long commandTimeoutNanos,
        long bootTimeoutNanos,
        int attempts,
        int patience,
        LongSupplier clock,
        Runnable idle,
        Runnable assist) {
    private static final long IDLE_NANOS = 50_000;

    /// 64 MiB of memory, 256 KiB in one command, time-outs of 5 seconds for commands and 2 for booting.
    public static final NvmeOptions DEFAULT = new NvmeOptions(
            64L << 20,
            256 << 10,
            Long.MAX_VALUE,
            Duration.ofSeconds(5).toNanos(),
            Duration.ofSeconds(2).toNanos(),
            5,
            16,
            System::nanoTime,
            () -> LockSupport.parkNanos(IDLE_NANOS),
            () -> {});

    private static final long LEAST_MEMORY_BYTES = 1 << 20;

    public NvmeOptions {
        boolean isPages = maxTransferBytes > 0 && maxTransferBytes % Pages.BYTES == 0;
        if (!isPages || maxTransferBytes > Queues.LONGEST_TRANSFER_BYTES || memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException(
                    "no such options: memory=%d, transfer=%d".formatted(memoryBytes, maxTransferBytes));
        }
        if (attempts < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "not even one try: attempts=%d, patience=%d".formatted(attempts, patience));
        }
        if (memoryBytes / 4 < maxTransferBytes || memoryBytes / Pages.BYTES > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "too little memory for four transfers, or too much: memory=%d, transfer=%d"
                            .formatted(memoryBytes, maxTransferBytes));
        }
    }

    /// Returns these options with another amount of memory for data; see [#memoryBytes].
    ///
    /// @throws IllegalArgumentException if it is less than four transfers take
    public NvmeOptions withMemory(long bytes) {
        return new NvmeOptions(
                bytes,
                maxTransferBytes,
                mostInFlightBytes,
                commandTimeoutNanos,
                bootTimeoutNanos,
                attempts,
                patience,
                clock,
                idle,
                assist);
    }

    /// Returns these options with another bound for one command; see [#maxTransferBytes].
    ///
    /// @throws IllegalArgumentException if it is not of whole pages of 4 KiB, or more than one list of pages names
    public NvmeOptions withMaxTransfer(int bytes) {
        return new NvmeOptions(
                memoryBytes,
                bytes,
                mostInFlightBytes,
                commandTimeoutNanos,
                bootTimeoutNanos,
                attempts,
                patience,
                clock,
                idle,
                assist);
    }

    /// Returns these options with a clock of the caller's.
    public NvmeOptions with(LongSupplier newClock) {
        return with(newClock, idle);
    }

    /// Returns these options with a clock of the caller's, and what lets time pass on it.
    public NvmeOptions with(LongSupplier newClock, Runnable newIdle) {
        return new NvmeOptions(
                memoryBytes,
                maxTransferBytes,
                mostInFlightBytes,
                commandTimeoutNanos,
                bootTimeoutNanos,
                attempts,
                patience,
                newClock,
                newIdle,
                assist);
    }

    /// Returns these options with an emulated controller to let work; see [#assist].
    ///
    /// @param bytes as [#mostInFlightBytes]
    public NvmeOptions withAssist(Runnable newAssist, long bytes) {
        return new NvmeOptions(
                memoryBytes,
                maxTransferBytes,
                bytes,
                commandTimeoutNanos,
                bootTimeoutNanos,
                attempts,
                patience,
                clock,
                idle,
                newAssist);
    }
}
