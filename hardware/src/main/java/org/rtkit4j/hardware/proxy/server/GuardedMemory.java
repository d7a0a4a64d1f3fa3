package org.rtkit4j.hardware.proxy.server;

import org.rtkit4j.hardware.proxy.wire.ExceptionGuard;

/// The target's memory under the exception guard: faults are counted, printed, and stand in for values.
///
/// Which guard applies is the operation's, as in the original: loads are marked, stores skipped, blocks returned
/// from. Source: m1n1 `src/proxy.c`, `src/exception.c`.
final class GuardedMemory {
    private final ProxyTarget target;
    private final HostConsole console;
    private int guard = ExceptionGuard.OFF;
    private int faults;

    GuardedMemory(ProxyTarget target, HostConsole console) {
        this.target = target;
        this.console = console;
    }

    /// Sets the guard of operations that have none of their own, and forgets the faults.
    void guard(int mode) {
        guard = mode;
        faults = 0;
    }

    void forgetFaults() {
        faults = 0;
    }

    /// Returns the number of faults since the last call, as the original does: a signed 32-bit number.
    int takeFaults() {
        int count = faults;
        faults = 0;
        return count;
    }

    boolean hasFaults() {
        return faults != 0;
    }

    /// Loads, under MARK.
    long load(long physAddr, int width) {
        try {
            return cut(target.load(physAddr, width), width);
        } catch (TargetFaultException e) {
            onFault("load", e);
            return cut(ExceptionGuard.MARKED, width);
        }
    }

    /// Stores, under SKIP or MARK.
    void store(long physAddr, int width, long value) {
        try {
            target.store(physAddr, width, cut(value, width));
        } catch (TargetFaultException e) {
            onFault("store", e);
        }
    }

    /// Loads, clears bits, sets bits and stores, under MARK: where nothing is, both accesses fault.
    long modify(long physAddr, int width, long clear, long set) {
        try {
            long value = cut((target.load(physAddr, width) & ~clear) | set, width);
            store(physAddr, width, value);
            return value;
        } catch (TargetFaultException e) {
            onFault("load", e);
            store(physAddr, width, ExceptionGuard.MARKED);
            return cut(ExceptionGuard.MARKED, width);
        }
    }

    /// Copies in ascending order, access by access, until the first fault; a rest below the width is left out.
    void copy(long to, long from, long size, int width) {
        try {
            for (long at = 0; at <= size - width; at += width) {
                target.store(to + at, width, target.load(from + at, width));
            }
        } catch (TargetFaultException e) {
            onFault("copy", e);
        }
    }

    /// Fills in ascending order, access by access, until the first fault; a rest below the width is left out.
    void fill(long to, long value, long size, int width) {
        try {
            for (long at = 0; at <= size - width; at += width) {
                target.store(to + at, width, cut(value, width));
            }
        } catch (TargetFaultException e) {
            onFault("fill", e);
        }
    }

    /// Reads a block, under RETURN.
    ///
    /// @return false if there was a fault
    boolean read(long physAddr, byte[] into, int length) {
        try {
            target.read(physAddr, into, 0, length);
            return true;
        } catch (TargetFaultException e) {
            onFault("read", e);
            return false;
        }
    }

    /// Writes a piece of a block.
    ///
    /// @return false if there was a fault
    boolean write(long physAddr, byte[] bytes, int from, int length) {
        try {
            target.write(physAddr, bytes, from, length);
            return true;
        } catch (TargetFaultException e) {
            onFault("write", e);
            return false;
        }
    }

    /// Counts and prints the fault of an operation without a guard of its own.
    ///
    /// The original reboots there where no guard is set; this one goes on, so that a host's mistake ends nobody's
    /// work.
    void onUnguardedFault(String operation, TargetFaultException fault) {
        if ((guard & ExceptionGuard.SILENT) == 0) {
            onFault(operation, fault);
        } else {
            faults++;
        }
    }

    /// Counts what the server does not do, as a fault: otherwise the host would take it for done.
    void onRefusal(String reason) {
        faults++;
        console.print("refused: %s\n".formatted(reason));
    }

    private void onFault(String operation, TargetFaultException fault) {
        faults++;
        console.print("Exception: SYNC (%s, far=0x%x)\n".formatted(operation, fault.physAddr()));
    }

    private static long cut(long value, int width) {
        return width == Long.BYTES ? value : value & ((1L << (8 * width)) - 1);
    }
}
