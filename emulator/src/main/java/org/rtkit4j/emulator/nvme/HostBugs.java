package org.rtkit4j.emulator.nvme;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.DeviceFirmware;

/// Counts what hosts do wrong. Any thread may notice; the firmware tells when it next runs.
///
/// In the log a bug shows at its first, second, fourth, eighth... time.
@SuppressWarnings("EnumOrdinal") // an index of arrays, for threads that must not wait
final class HostBugs {
    private static final HostBug[] ALL = HostBug.values();
    private static final String FILE = "nvme_host.c";

    private final AtomicLongArray counts = new AtomicLongArray(ALL.length);
    private final AtomicLongArray details = new AtomicLongArray(ALL.length);
    // How often each was told of.
    private final long[] told = new long[ALL.length];
    private final AtomicIntegerArray fresh = new AtomicIntegerArray(1);

    /// @param detail a number for the log: a tag, an address, a value
    void notice(HostBug bug, long detail) {
        details.set(bug.ordinal(), detail);
        counts.incrementAndGet(bug.ordinal());
        fresh.set(0, 1);
    }

    /// Tells of what is new; a fatal one ends the firmware, and the others after it stay untold.
    void tell(DeviceFirmware firmware) {
        if (fresh.compareAndSet(0, 1, 0)) {
            for (HostBug bug : ALL) {
                if (counts.get(bug.ordinal()) != told[bug.ordinal()] && firmware.isUp()) {
                    tell(bug, firmware);
                }
            }
        }
    }

    /// The firmware that could have told of them is gone.
    void forget() {
        fresh.set(0, 0);
        for (int i = 0; i < told.length; i++) {
            told[i] = counts.get(i);
        }
    }

    Map<HostBug, Long> counts() {
        var map = new EnumMap<HostBug, Long>(HostBug.class);
        for (HostBug bug : ALL) {
            if (counts.get(bug.ordinal()) > 0) {
                map.put(bug, counts.get(bug.ordinal()));
            }
        }
        return map;
    }

    private void tell(HostBug bug, DeviceFirmware firmware) {
        long count = counts.get(bug.ordinal());
        long before = told[bug.ordinal()];
        told[bug.ordinal()] = count;
        String text = "%s: 0x%x".formatted(bug.text(), details.get(bug.ordinal()));
        if (bug.isFatal()) {
            firmware.log(FILE + ":" + bug.line(), text);
            firmware.crash(new CrashCause.FailedAssert(FILE, bug.line(), text));
        } else if (Long.highestOneBit(count) != Long.highestOneBit(before)) {
            firmware.log(FILE + ":" + bug.line(), count == 1 ? text : text + " (" + count + " times)");
        }
    }
}
