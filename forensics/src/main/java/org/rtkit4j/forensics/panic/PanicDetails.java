package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.text.Scan;

/// Single facts that help to place a crash: counts of the co-processor, versions of the system.
final class PanicDetails {
    private static final String[][] NAMES = {
        {"Sleep Count:", "sleepCount"},
        {"Wake Count:", "wakeCount"},
        {"Duty Cycle:", "dutyCycle"},
        {"OS version:", "osVersion"},
        {"Kernel version:", "kernelVersion"},
        {"iBoot version:", "ibootVersion"},
        {"Paniclog version:", "paniclogVersion"},
        {"mach_absolute_time:", "machAbsoluteTime"},
        {"Panicked task", "panickedTask"},
    };

    private PanicDetails() {}

    /// Whether the line holds such a fact.
    static boolean isOne(Scan line) {
        for (String[] name : NAMES) {
            if (line.startsWith(name[0])) {
                return true;
            }
        }
        return false;
    }

    /// Keeps the line if it holds such a fact. Counts repeat after each mailbox: the first one stays.
    static boolean read(Scan line, Draft draft) {
        for (String[] name : NAMES) {
            if (line.take(name[0])) {
                draft.detail(name[1], line.rest());
                return true;
            }
        }
        return false;
    }
}
