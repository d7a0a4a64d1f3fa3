package org.rtkit4j.drivers.nvme;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// How a controller is driven.
///
/// @param memory what it is given for data
/// @param endurance how much it may do wrong
/// @param time how long it may take, and by which clock
/// @param assist what works for it, where it is an emulated one
public record NvmeOptions(Memory memory, Endurance endurance, Time time, Assist assist) {
    /// Memory for data.
    ///
    /// @param bytes of commands in flight, and of writes that no flush has covered yet, which are kept to be
    /// written again after a crash. Where those take half of it, the driver flushes by itself
    /// @param maxTransferBytes the longest read or write in one command; the controller may want less
    public record Memory(long bytes, int maxTransferBytes) {
        private static final long LEAST_BYTES = 1 << 20;

        public Memory {
            boolean isPages = maxTransferBytes > 0 && maxTransferBytes % Pages.BYTES == 0;
            if (!isPages || maxTransferBytes > Queues.LONGEST_TRANSFER_BYTES || bytes < LEAST_BYTES) {
                throw new IllegalArgumentException(
                        "no such options: memory=%d, transfer=%d".formatted(bytes, maxTransferBytes));
            }
            if (bytes / 4 < maxTransferBytes || bytes / Pages.BYTES > Integer.MAX_VALUE / 4) {
                throw new IllegalArgumentException(
                        "too little memory for four transfers, or too much: memory=%d, transfer=%d"
                                .formatted(bytes, maxTransferBytes));
            }
        }
    }

    /// How much a controller may do wrong before somebody hears of it. At least 1, both.
    ///
    /// @param attempts how often a restart is tried, and a write whose content is kept given to the restarted
    /// controller, before the disk is lost
    /// @param patience how often a command is given to a controller that crashes before it ends with an error,
    /// and how many restarts may pass without a command that completes before the disk is lost
    public record Endurance(int attempts, int patience) {
        public Endurance {
            if (attempts < 1 || patience < 1) {
                throw new IllegalArgumentException(
                        "not even one try: attempts=%d, patience=%d".formatted(attempts, patience));
            }
        }
    }

    /// How long things may take.
    ///
    /// @param commandTimeoutNanos how long a command may take before the controller is reset
    /// @param bootTimeoutNanos how long the firmware may take to say that it has booted, and the controller to
    /// get ready
    /// @param clock the time, in nanoseconds from anywhere
    /// @param idle called again and again while the driver waits: sleeps a moment, or lets an emulated machine work
    public record Time(long commandTimeoutNanos, long bootTimeoutNanos, LongSupplier clock, Runnable idle) {}

    /// What an emulated controller on the polling thread wants.
    ///
    /// @param work called when commands are in flight and none has completed: lets the controller work
    /// @param mostInFlightBytes how much data is in flight at most, beyond a single transfer: what the
    /// processor's caches hold, where the same thread moves it
    public record Assist(Runnable work, long mostInFlightBytes) {
        /// A real controller works by itself.
        public static final Assist NONE = new Assist(() -> {}, Long.MAX_VALUE);
    }

    private static final long IDLE_NANOS = 50_000;

    /// 64 MiB of memory, 256 KiB in one command, time-outs of 5 seconds for commands and 2 for booting.
    public static final NvmeOptions DEFAULT = new NvmeOptions(
            new Memory(64L << 20, 256 << 10),
            new Endurance(5, 16),
            new Time(
                    Duration.ofSeconds(5).toNanos(),
                    Duration.ofSeconds(2).toNanos(),
                    System::nanoTime,
                    () -> LockSupport.parkNanos(IDLE_NANOS)),
            Assist.NONE);

    /// Returns these options with another amount of memory for data; see [Memory#bytes].
    ///
    /// @throws IllegalArgumentException if it is less than four transfers take
    public NvmeOptions withMemory(long bytes) {
        return new NvmeOptions(new Memory(bytes, memory.maxTransferBytes), endurance, time, assist);
    }

    /// Returns these options with another bound for one command; see [Memory#maxTransferBytes].
    ///
    /// @throws IllegalArgumentException if it is not of whole pages of 4 KiB, or more than one list of pages names
    public NvmeOptions withMaxTransfer(int bytes) {
        return new NvmeOptions(new Memory(memory.bytes, bytes), endurance, time, assist);
    }

    /// Returns these options with a clock of the caller's.
    public NvmeOptions with(LongSupplier clock) {
        return with(clock, time.idle);
    }

    /// Returns these options with a clock of the caller's, and what lets time pass on it.
    public NvmeOptions with(LongSupplier clock, Runnable idle) {
        var changed = new Time(time.commandTimeoutNanos, time.bootTimeoutNanos, clock, idle);
        return new NvmeOptions(memory, endurance, changed, assist);
    }

    /// Returns these options with an emulated controller to let work; see [Assist].
    public NvmeOptions withAssist(Runnable work, long mostInFlightBytes) {
        return new NvmeOptions(memory, endurance, time, new Assist(work, mostInFlightBytes));
    }
}
