package org.rtkit4j.benchmarks.suite;

/// The work that both sides do on one thread: a method of [HostBenchmark], and a row of the peer.
enum HostWork {
    MESSAGE("message", "message there and back", 0.45),
    /// The same beside the register accesses that it takes, and nothing else: that is what there is to win.
    BARE("message", "bare", "the same, beside a bare loop of its register accesses", 1.3),
    EARLY("early", "message there and back, early path", 0.6),
    BURST("burst", "burst of 64 messages there and back", 0),
    SYSLOG("syslog", "syslog entry acknowledged, nobody listens", 1.0),
    SYSLOG_HEARD("syslogHeard", "syslog entry handed to a listener, acknowledged", 1.0),
    SYSLOG_BYTES("syslogBytes", "the same, by a listener that takes bytes", 1.0),
    BOOT("boot", "boot and shutdown", 0.6),
    CRASH("crash", "boot, crash with a log of 64 KiB, re-init", 1.0);

    /// The method of [HostBenchmark].
    final String method;
    /// The row of the peer, which no other work has.
    final String row;

    final String words;
    final double goal;

    HostWork(String row, String words, double goal) {
        this(row, row, words, goal);
    }

    HostWork(String method, String row, String words, double goal) {
        this.method = method;
        this.row = row;
        this.words = words;
        this.goal = goal;
    }

    String goalInWords() {
        return goal == 0 ? "" : "at most %s".formatted(goal);
    }

    /// Returns whether it takes thousands of nanoseconds, so that the compiler takes its time to see what it is about.
    boolean isLong() {
        return this == BOOT || this == CRASH;
    }

    /// Returns whether it is so short that what the compiler happens to inline shows: it gets rounds more.
    boolean isShort() {
        return this == MESSAGE || this == BARE || this == EARLY;
    }

    /// Returns whether it may allocate: what is made lives on after the operation.
    boolean mayAllocate() {
        return this == SYSLOG_HEARD || this == BOOT || this == CRASH;
    }
}
